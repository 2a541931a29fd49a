//! The moderators' side: what waits, what the checks notice, what is decided, and the public log of it.

mod appeal;
mod bursts;
mod claim;
mod decide;
mod decision;
mod difference;
mod draws;
mod examine;
mod facts;
mod fingerprint;
mod flag;
mod followup;
mod item;
mod letters;
mod log;
mod marked;
mod months;
mod queries;
mod queue;
mod reading;
mod reports;
mod review;
mod settings;
mod signals;
mod spam;
mod stale;
mod undo;
mod wording;
mod wordings;

pub use decide::{Decided, decide};
pub use decision::{Decision, SUGGESTED, Verdict};
pub use draws::{DAYS_TO_SHOW, LEAST_DRAWN};
pub use examine::examine_waiting;
pub use item::ItemId;
pub use letters::words as words_of_letter;
pub use log::{Action, Asked, Event};
pub use queries::events;
pub use reports::note_order;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let staff = Routes::new(Access::Staff)
        .get("/admin", queue::page)
        .post("/admin/claims", claim::claim_next)
        .get("/admin/items/{id}", reading::page)
        .post("/admin/items/{id}/update-answer", followup::decide)
        .post("/admin/items/{id}/answer-proof", followup::ask_for_proof)
        .post("/admin/items/{id}/claim", claim::claim)
        .post("/admin/items/{id}/release", claim::release)
        .post("/admin/items/{id}/flag-answer", flag::answer)
        .post("/admin/items/{id}/appeal-answer", appeal::answer)
        .post("/admin/items/{id}/appeal-proof", appeal::ask_for_proof)
        .get("/admin/reports", reports::find)
        .get("/admin/reports/{id}", reports::page)
        .post("/admin/reports/{id}/evidence", reports::note_proof)
        .post("/admin/reports/{id}/show-again", reports::show_again)
        .post("/admin/items/{id}/second-reader", claim::ask_second_reader)
        .post("/admin/items/{id}/approval", review::approve)
        .post("/admin/items/{id}/change-request", review::request_changes)
        .post("/admin/items/{id}/rejection", review::reject)
        .post("/admin/items/{id}/proof-hold", review::hold_for_proof)
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
    staff.merge(editors).merge(admins).merge(Routes::new(Access::Anyone).get("/log", log::page))
}
