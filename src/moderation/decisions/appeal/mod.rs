//! A second reading of what was refused, by somebody who did not refuse it.

mod answer;
mod page;

pub use answer::{Answer, Appeal, Outcome};
pub use page::{Appeals, answer};
