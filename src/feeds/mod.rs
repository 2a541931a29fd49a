//! News for feed readers, as Atom (RFC 4287): of every list of reports that a page can show, of each path, of the
//! moderation log and of what editors change.

mod atom;
mod corrections;
mod experiences;
mod log;
mod queries;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/feeds/experiences.atom", experiences::all)
        .get("/feeds/paths/{file}", experiences::of_path)
        .get("/feeds/log.atom", log::feed)
        .get("/corrections.atom", corrections::feed)
}
