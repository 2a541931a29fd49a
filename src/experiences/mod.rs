//! What readers lived, as everybody may read it: one flat row for each published report, and nothing else feeds a
//! public page or figure.

mod experience;
mod publish;
mod queries;

pub use experience::{Counts, Experience, ExperienceCard, Of};
pub use publish::{confirm, publish, take_down};
pub use queries::{counts, find, latest, outcomes};
