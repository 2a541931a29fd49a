//! Every statement that this feature sends to Postgres.

mod deciding;
mod items;
mod log;
mod subjects;
mod waiting;
mod wordings;

pub use deciding::*;
pub use items::*;
pub use log::*;
pub use subjects::*;
pub use waiting::*;
pub use wordings::*;
