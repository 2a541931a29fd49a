//! The experiences of readers, as everybody may read them: one flat row for each published report, and nothing else
//! feeds a public page or figure.

mod alike;
mod course;
mod experience;
mod facets;
mod facts;
mod filter;
mod grading;
mod index;
mod lists;
pub mod path_figures;
mod publish;
mod queries;
mod report_index;
mod show;
mod summary;

pub use alike::{Alike, LIKENESSES};
pub use course::Course;
pub use experience::{Counts, Experience, ExperienceCard, Of};
pub use filter::{Privacy, Quality, facets, narrow, quality};
pub use grading::{regrade, regrade_due};
pub use lists::{HoursBand, InFigures, ProofKind};
pub use publish::{confirm, keep_course, publish, renew, take_down};
pub use queries::silence;
pub use queries::{
    CARD, cells, choices, counts, find, find_of_submission, latest,
    row::{behind, confirmed_on, revision},
};
pub use report_index::{bring_up_to_date, figures, keep_fresh};
pub use summary::ListSummary;

use crate::{state::Routes, web::Access};

/// The end of an address of the list by which it holds the reports of people who sell nothing about their path, in whatever
/// currency: those that curves, reasons for stopping and edges are counted from.
pub const NO_SELLERS: &str = "&in_figures=counted&in_figures=no_rate&in_figures=not_yet_known";

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/experiences", index::page).get("/experiences/{id}", show::page)
}
