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
pub use experience::{Counts, Experience, ExperienceCard, Of};
pub use filter::{Privacy, Quality, facets, narrow, narrow_merged, quality};
pub use grading::{regrade, regrade_due};
pub use lists::{HoursBand, ProofKind};
pub use publish::{confirm, publish, renew, take_down};
pub use queries::silence;
pub use queries::{CARD, choices, counts, find, find_of_submission, latest};
pub use report_index::{bring_up_to_date, figures, keep_fresh};
pub use summary::ListSummary;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/experiences", index::page).get("/experiences/{id}", show::page)
}
