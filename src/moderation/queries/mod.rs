//! Every statement that this feature sends to Postgres.

mod appeals;
mod bursts;
mod deciding;
mod draws;
mod evidence;
mod flags;
pub mod followups;
mod items;
mod letters;
mod log;
mod waiting;
mod wordings;

pub use appeals::*;
pub use bursts::*;
pub use deciding::*;
pub use draws::*;
pub use evidence::*;
pub use flags::*;
pub use items::*;
pub use letters::*;
pub use log::*;
pub use waiting::*;
pub use wordings::*;
