//! The moderators' side: what waits, what the checks notice, what is decided, and the public log of it.

mod decisions;
mod desk;
mod log;
mod queries;
mod queue;
mod signals;

pub use decisions::verdict::{SUGGESTED, Verdict};
pub use desk::letters::words as words_of_letter;
pub use desk::reports::note_order;
pub use log::{Action, Asked, Event, LEAST_DRAWN};
pub use queries::events;
pub(crate) use queue::{
    Done, Earlier, Held, Item, LastDecision, LookAlike, Revision, Subject, Submission, Suspected, Waiting,
};
pub use queue::{ItemKind, Standing};
pub use signals::{draws::DAYS_TO_SHOW, examine::examine_waiting};

use crate::{state::Routes, web::Access};
use decisions::{appeal, flag, proof, report, second_reader, undo, update};
use desk::{letters, reports, settings, spam, wordings};
use queue::{lease, list, reading};
use signals::bursts;

pub fn routes() -> Routes {
    let staff = report::routes(Routes::new(Access::Staff))
        .get("/admin", list::page)
        .post("/admin/claims", lease::take_next)
        .get("/admin/items/{id}", reading::page)
        .post("/admin/items/{id}/update-answer", update::answer)
        .post("/admin/items/{id}/answer-proof", proof::ask::<update::Updates>)
        .post("/admin/items/{id}/claim", lease::take)
        .post("/admin/items/{id}/release", lease::release)
        .post("/admin/items/{id}/flag-answer", flag::answer)
        .post("/admin/items/{id}/appeal-answer", appeal::answer)
        .post("/admin/items/{id}/appeal-proof", proof::ask::<appeal::Appeals>)
        .get("/admin/reports", reports::find)
        .get("/admin/reports/{id}", reports::page)
        .post("/admin/reports/{id}/evidence", reports::note_proof)
        .post("/admin/reports/{id}/show-again", reports::show_again)
        .post("/admin/items/{id}/second-reader", second_reader::ask)
        .post("/admin/items/{id}/undo", undo::submit)
        .get("/admin/bursts", bursts::page)
        .post("/admin/bursts/{id}/closing", bursts::close)
        .get("/admin/spam", spam::page)
        .post("/admin/spam", spam::submit);
    let editors = Routes::new(Access::Editor)
        .get("/admin/wordings", wordings::page)
        .post("/admin/wordings", wordings::submit);
    let admins = Routes::new(Access::Admin)
        .get("/admin/settings", settings::page)
        .post("/admin/settings", settings::submit)
        .get("/admin/letters", letters::page)
        .post("/admin/letters", letters::submit);
    staff.merge(editors).merge(admins).merge(Routes::new(Access::Anyone).get("/log", log::page::page))
}
