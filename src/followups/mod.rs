//! Follow-ups of attempts: the follow-ups under a private link, their dates for a calendar, what we hold of a report, and
//! the starts that owe an answer.

mod answer;
mod by_mail;
mod calendar;
mod decide;
mod here;
mod own_data;
mod queries;
mod starts;

pub use decide::{accept, refuse};
pub use queries::{Waiting, waiting};

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let private = Routes::new(Access::PrivateLink)
        .get("/m/{secret}/update", answer::page)
        .post("/m/{secret}/update", answer::submit)
        .post("/m/{secret}/here", here::submit)
        .get("/m/{secret}/follow-ups.ics", calendar::file)
        .get("/m/{secret}/data.json", own_data::file);
    let private = private
        .get("/mail/{letter}/{secret}", by_mail::page)
        .get("/mail/{letter}/{secret}/stop", by_mail::page)
        .post_by_mail("/mail/{letter}/{secret}/stop", by_mail::stop)
        .post("/mail/{letter}/{secret}/confirm", by_mail::confirm)
        .get("/mail/{letter}/{secret}/answer/{reference}", by_mail::questions)
        .post("/mail/{letter}/{secret}/answer/{reference}", by_mail::answer)
        .post("/mail/{letter}/{secret}/new-link", by_mail::new_link);
    private.merge(Routes::new(Access::Anyone).get("/paths/{slug}/starts", starts::page))
}
