//! Every statement that this feature sends to Postgres.

mod appeals;
mod deciding;
mod evidence;
mod flags;
mod items;
mod log;
mod subjects;
mod waiting;
mod wordings;

pub use appeals::*;
pub use deciding::*;
pub use evidence::*;
pub use flags::*;
pub use items::*;
pub use log::*;
pub use subjects::*;
pub use waiting::*;
pub use wordings::*;
