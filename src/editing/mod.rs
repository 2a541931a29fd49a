//! How editors change the directory after its first day: paths, ratings, case studies and rates of currencies, each change
//! with its reason, kept for good and shown to everybody.

mod case;
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
mod path;
mod path_text;
mod paths;
mod queries;
mod rate_file;
mod rate_form;
mod rates;
mod rating;
mod rating_text;
mod read;
mod reason;

pub use corrections::{facets, view};
pub use edit::{About, Cause, Edit, EditsQuery, FactChange};
pub use marked::is_cut;
pub use queries::edits;
pub use rate_file::{Command as RatesCommand, run as run_rates};

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let desk = Routes::new(Access::Editor)
        .get("/admin/paths", paths::page)
        .get("/admin/paths/{slug}", path::form)
        .post("/admin/paths/{slug}", path::receive)
        .get("/admin/paths/{slug}/ratings/{dimension}", rating::form)
        .post("/admin/paths/{slug}/ratings/{dimension}", rating::receive)
        .get("/admin/cases", cases::page)
        .get("/admin/cases/{slug}", case::form)
        .post("/admin/cases/{slug}", case::receive)
        .get("/admin/rates", rates::desk)
        .post("/admin/rates", rates::receive)
        .get("/admin/rates/{currency}", rates::desk_of);
    let open = Routes::new(Access::Anyone)
        .get("/paths/{slug}/history", history::of_path)
        .get("/cases/{slug}/history", history::of_case)
        .get("/corrections", corrections::page)
        .get("/rates", rates::page)
        .get("/rates/{currency}", rates::page_of);
    desk.merge(open)
}
