//! A report while it is written: where it begins, its pages, how each is kept, the check, and the sending.

mod check;
mod load;
mod merge;
mod pages;
mod plan;
mod progress;
mod save;
mod send;
mod share;

pub use merge::{KEEP, unchanged};
pub use progress::{open_page, unsent};
pub use send::origin_of;
pub use share::{COUNTED_WHERE, HONEYPOT, suspicions};

use super::form::{lengths, plan::FIELDS};
use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let doors = Routes::new(Access::Anyone)
        .get("/share", share::page)
        .post("/share", share::submit)
        .get("/start", share::start_page);
    let private = pages::routes(Routes::new(Access::PrivateLink))
        .get("/m/{secret}/plan", plan::page)
        .post_long("/m/{secret}/plan", lengths::bytes_of(FIELDS), plan::submit)
        .get("/m/{secret}/check", check::page)
        .post("/m/{secret}/send", send::submit);
    doors.merge(private)
}
