//! Answering what a reader flagged: nothing happens to what is published unless somebody decides so here.

mod answer;
mod flagged;
mod page;

pub use answer::Answer;
pub use flagged::{Earlier, Flag};
pub use page::{Flags, answer};
