//! What a reader sends. It is never public: an approval makes an experience out of one revision.

mod appeal;
mod check;
mod choices;
mod contact;
mod contradictions;
mod countries;
mod draft;
pub mod draw;
mod endings;
mod form;
mod going_on;
mod history;
mod link;
mod meanwhile;
mod next;
pub mod options;
mod pages;
mod plan;
mod queries;
mod reason;
mod refusals;
pub mod revision;
mod schedule;
mod send;
mod sent;
mod share;
mod sketches;
mod standing;
mod state;
mod status;
mod submission;
mod sum;
pub mod update;
pub mod update_form;
mod warnings;
mod what_if;

pub use choices::Choices;
pub use contact::{forget_everywhere as forget_address, left_with};
pub use draft::{Complaint, Draft, Given, assemble};
pub use endings::replace_link;
pub use form::{Answer, Step, consent::address, rules::broken};
pub use history::{ReviewState, Sent, history};
pub use link::{Link, spend as spend_for_link, unknown as unknown_link};
pub use meanwhile::KEEP as KEEP_SAVED;
pub use queries::{forget_origins, from_same_origin, last_confirmed, lock, usd_rate};
pub use reason::ReasonCode;
pub use refusals::{EMPTY_DAYS, KEPT_DAYS, erase_forgotten, erase_refused};
pub use schedule::{Due, note_answer, schedule};
pub use send::origin_of;
pub use share::{COUNTED_WHERE, HONEYPOT, suspicions};
pub use sketches::catch_up as catch_up_sketches;
pub use standing::title_once;
pub use state::{State, set_state, unpublish};
pub use submission::Submission;
pub use warnings::questions;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let doors = Routes::new(Access::Anyone)
        .get("/share", share::page)
        .post("/share", share::submit)
        .get("/start", share::start_page)
        .get("/share/erased", endings::erased);
    let private = pages::routes(Routes::new(Access::PrivateLink))
        .get("/m/{secret}", status::page)
        .get("/m/{secret}/plan", plan::page)
        .post_long("/m/{secret}/plan", form::lengths::bytes_of(plan::FIELDS), plan::submit)
        .get("/m/{secret}/check", check::page)
        .post("/m/{secret}/send", send::submit)
        .get("/m/{secret}/sent", sent::page)
        .get("/m/{secret}/appeal", appeal::page)
        .post("/m/{secret}/appeal", appeal::submit)
        .get("/m/{secret}/take-down", endings::page)
        .post("/m/{secret}/withdraw", endings::withdraw)
        .post("/m/{secret}/erase", endings::erase)
        .post("/m/{secret}/forget-address", contact::forget_address)
        .post("/m/{secret}/confirm-address", contact::ask_again)
        .post("/m/{secret}/new-link", endings::new_link);
    doors.merge(private)
}
