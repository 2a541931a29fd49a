//! What every test may use.

mod app;
mod database;
mod submission;

pub use app::{Answer, TestApp};
pub use database::{TestDatabase, fresh_database};
pub use submission::{a_start, a_submission, send};
