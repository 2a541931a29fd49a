//! What readers lived, as everybody may read it: one flat row for each published report, and nothing else feeds a
//! public page or figure.

mod experience;
mod facets;
mod facts;
mod filter;
mod index;
mod lists;
mod publish;
mod queries;
mod show;
mod together;

pub use experience::{Counts, Experience, ExperienceCard, Of};
pub use filter::{facets, narrow};
pub use publish::{confirm, publish, take_down};
pub use queries::{CARD, choices, counts, counts_in, find, latest, outcomes, outcomes_in};

use crate::web::{Access, Routes};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/experiences", index::page).get("/experiences/{id}", show::page)
}
