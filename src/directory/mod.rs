//! The directory's own screens: the list of paths, each path's page and the comparison. They join what editors say of a
//! path with what readers report and what case studies tell.

mod compare;
mod differences;
mod facts;
mod index;
mod reports;
mod show;
mod sureness;
mod table;

pub use reports::Reports;
pub use sureness::Sureness;

use crate::web::{Access, Routes};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/paths", index::page)
        .get("/paths/compare", compare::page)
        .get("/paths/{slug}", show::page)
}
