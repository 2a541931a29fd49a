//! What every test may use.

mod app;
mod database;
mod sent;
mod staff;

pub use app::{Answer, SomebodyElse, TestApp};
pub use database::{TestDatabase, fresh_database};
pub use sent::{a_report, sent};
pub use staff::PASSWORD;
