//! What a reader sends. It is never public: an approval makes an experience out of one revision.

mod appeal;
mod check;
mod choices;
mod draft;
mod endings;
mod form;
mod history;
mod link;
mod options;
mod pages;
mod queries;
mod reason;
mod refusals;
mod report;
pub mod revision;
mod secret;
mod send;
mod sent;
mod share;
mod state;
mod status;
mod submission;
mod sum;
mod warnings;

pub use choices::Choices;
pub use draft::{Complaint, Draft, Given, assemble};
pub use form::{Answer, Step, consent::address, rules::broken};
pub use history::{ReviewState, Sent, history};
pub use link::{Link, spend as spend_for_link};
pub use queries::{forget_origins, from_same_origin};
pub use reason::ReasonCode;
pub use refusals::{KEPT_DAYS, erase_refused};
pub use report::*;
pub use secret::{FormKey, Secret};
pub use share::{HONEYPOT, suspicions};
pub use state::{State, set_state, unpublish};
pub use submission::Submission;
pub use warnings::questions;

use crate::web::{Access, Routes};

pub fn routes() -> Routes {
    let doors = Routes::new(Access::Anyone)
        .get("/share", share::page)
        .post("/share", share::submit)
        .get("/start", share::start_page)
        .get("/share/erased", endings::erased);
    let private = pages::routes(Routes::new(Access::PrivateLink))
        .get("/m/{secret}", status::page)
        .get("/m/{secret}/check", check::page)
        .post("/m/{secret}/send", send::submit)
        .get("/m/{secret}/sent", sent::page)
        .get("/m/{secret}/appeal", appeal::page)
        .post("/m/{secret}/appeal", appeal::submit)
        .get("/m/{secret}/take-down", endings::page)
        .post("/m/{secret}/withdraw", endings::withdraw)
        .post("/m/{secret}/erase", endings::erase)
        .post("/m/{secret}/forget-address", endings::forget_address)
        .post("/m/{secret}/new-link", endings::new_link);
    doors.merge(private)
}
