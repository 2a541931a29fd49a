mod database;

pub use database::fresh_database;
