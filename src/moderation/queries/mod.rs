//! Every statement that this feature sends to Postgres.

mod appeals;
mod deciding;
mod evidence;
mod flags;
pub mod followups;
mod items;
mod letters;
mod log;
mod waiting;
mod wordings;

pub use appeals::*;
pub use deciding::*;
pub use evidence::*;
pub use flags::*;
pub use items::*;
pub use letters::*;
pub use log::*;
pub use waiting::*;
pub use wordings::*;
