//! What every test may use.

mod app;
mod database;

pub use app::TestApp;
pub use database::{TestDatabase, fresh_database};
