//! The directory's own screens: the list of paths, each path's page and the comparison. They join what editors say of a
//! path with what readers report and what case studies tell.

mod columns;
mod compare;
mod comparison;
mod curve;
mod differences;
mod edge;
mod facts;
mod figures_csv;
mod index;
mod reports;
mod show;
mod stops;
mod strata;
mod table;
mod wage;

pub use columns::{Columns, columns};
pub use edge::LEAST as LEAST_IN_A_COHORT;
pub use reports::{Reports, beside};
pub use show::Show as PathPage;

use crate::{
    state::Routes,
    web::{Access, headers},
};
use axum::middleware::from_fn;

pub fn routes() -> Routes {
    let own = Routes::new(Access::PrivateLink).get("/m/{secret}/standing", comparison::page);
    Routes::new(Access::Anyone)
        .get("/paths", index::page)
        .get("/paths/compare", compare::page)
        .get("/paths/{slug}", show::page)
        .get("/paths/{slug}/figures/{chart}", figures_csv::page)
        .merge(own.map(|router| router.layer(from_fn(headers::on_private_pages))))
}
