//! The letters to authors: what each tells of a decision, and how they fare.

mod page;
mod words;

pub use page::{page, submit};
pub use words::words;
