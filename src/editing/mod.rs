//! How editors change the directory after its first day: paths, ratings, case studies and rates of currencies, each change
//! with its reason, kept for good and shown to everybody.

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
mod rate_file;
mod rate_form;
mod rates;
mod rating_text;
mod read;
mod reason;

pub use corrections::{facets, view};
pub use edit::{About, Cause, Edit, EditsQuery, FactChange};
pub use marked::is_cut;
pub use queries::edits;
pub use rate_file::{Command as RatesCommand, run as run_rates};

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
        .post("/admin/cases/{slug}", desk::receive::<CaseText>)
        .get("/admin/rates", rates::desk)
        .post("/admin/rates", rates::receive)
        .get("/admin/rates/{currency}", rates::desk_of);
    let open = Routes::new(Access::Anyone)
        .get("/paths/{slug}/history", history::page::<PathText>)
        .get("/cases/{slug}/history", history::page::<CaseText>)
        .get("/corrections", corrections::page)
        .get("/rates", rates::page)
        .get("/rates/{currency}", rates::page_of);
    desk.merge(open)
}
