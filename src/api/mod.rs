//! The directory for programs: the same paths, case studies, experiences and figures as on the pages, as JSON. A page
//! guesses what a strange address means; here it is refused, with what would be understood.

mod api_query;
mod cases;
mod cors;
mod cursor;
mod day;
mod document;
mod endpoints;
mod experiences;
mod figures;
mod page;
mod paged;
mod paths;
mod queries;
mod readable;
mod refusal;

pub use cors::open_to_every_site;

use crate::{state::Routes, web::Access};
use api_query::ApiQuery;
use cursor::Cursor;
use day::Day;
use figures::Figures;
use paged::Paged;
use refusal::{Refusal, Result};

const PATHS: &str = "/api/v1/paths";
const CASES: &str = "/api/v1/cases";
const EXPERIENCES: &str = "/api/v1/experiences";

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/api", page::page)
        .get("/api/v1/openapi.json", document::answer)
        .get("/api/v1/paths", paths::list)
        .get("/api/v1/paths/{slug}", paths::one)
        .get("/api/v1/cases", cases::list)
        .get("/api/v1/cases/{slug}", cases::one)
        .get("/api/v1/experiences", experiences::list)
        .get("/api/v1/experiences/{id}", experiences::one)
        .get("/api/v1/figures", figures::answer)
}
