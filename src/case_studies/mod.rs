//! Accounts that editors chose from public sources, each with its ending. They are read and never counted in a figure.

mod case_study;
mod content;
mod filter;
mod index;
mod lists;
mod queries;
mod show;

pub use case_study::{CaseCard, CaseFigure, CaseStudy, Moment, Step};
pub use content::{Bound, CaseContent, FigureContent, FigureKind, GrossOrNet, Precision, Unit};
pub use filter::facets;
pub use lists::{CaseOutcome, Doer, IncomeBand, Relation};
pub use queries::{all, edit_next, find, of_path, put};
pub use show::Show as CasePage;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/cases", index::page).get("/cases/{slug}", show::page)
}
