//! A second reading of what was refused, by somebody who did not refuse it.

mod answer;
mod decide;
mod page;

pub use answer::{Answer, Ruling};
pub use page::{Appeal, answer, ask_for_proof, page};
