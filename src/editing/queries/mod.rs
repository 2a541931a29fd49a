//! Every statement that this feature sends to Postgres. The paths and the case studies are written by their own features.

mod cases;
mod edits;

pub use cases::case;
pub use edits::{OPERATOR, edits, record, record_rates};
