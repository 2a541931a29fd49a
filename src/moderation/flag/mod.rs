//! Answering what a reader flagged: nothing happens to what is published unless somebody decides so here.

mod answer;
mod decide;
mod page;

pub use answer::Answer;
pub use page::{Earlier, Flag, answer, page};
