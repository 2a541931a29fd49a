//! What every test may use.

mod a_case;
mod a_path;
mod app;
mod database;
mod experience;

pub use a_case::a_case;
pub use a_path::a_path;
pub use app::{Answer, TestApp};
pub use database::{TestDatabase, fresh_database};
pub use experience::{an_experience, path_id};
