//! How editors change the directory after its first day: paths, ratings and case studies, each change with its reason,
//! kept for good and shown to everybody.

mod case_fields;
mod case_text;
mod cases;
mod changes;
mod corrections;
mod desk;
mod edit;
mod editable;
mod fact;
mod field;
mod figure_line;
mod history;
mod lines;
mod marked;
mod path_text;
mod paths;
mod queries;
mod rating_text;
mod read;
mod reason;

pub use corrections::{facets, view};
pub use edit::{Cause, Edit, EditsQuery, FactChange};
pub use marked::is_cut;
pub use queries::edits;

use crate::{state::Routes, web::Access};
use case_text::CaseText;
use path_text::PathText;
use rating_text::RatingText;

pub fn routes() -> Routes {
    let desk = Routes::new(Access::Editor)
        .get("/admin/paths", paths::page)
        .get("/admin/paths/{slug}", desk::form::<PathText>)
        .post("/admin/paths/{slug}", desk::receive::<PathText>)
        .get("/admin/paths/{slug}/ratings/{dimension}", desk::form::<RatingText>)
        .post("/admin/paths/{slug}/ratings/{dimension}", desk::receive::<RatingText>)
        .get("/admin/cases", cases::page)
        .get("/admin/cases/{slug}", desk::form::<CaseText>)
        .post("/admin/cases/{slug}", desk::receive::<CaseText>);
    let open = Routes::new(Access::Anyone)
        .get("/paths/{slug}/history", history::page::<PathText>)
        .get("/cases/{slug}/history", history::page::<CaseText>)
        .get("/corrections", corrections::page);
    desk.merge(open)
}
