//! What currencies are worth in US dollars: averages over months and years, each with its source, and what a sum of some
//! months comes to by them.

mod files;
mod period;
mod queries;
mod rate;
mod shipped;
mod table;

pub use files::read as read_file;
pub use period::Period;
pub use queries::{Due, current, finish, go_on, hold, known, latest, listed, next_due, put, rated};
pub use rate::{CurrencyRates, NewRate, Origin, Rate, StoredRate};
pub use shipped::{load, outdated, shipped};
pub use table::{Average, Part, Rates};
