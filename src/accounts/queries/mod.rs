//! Every statement that this feature sends to Postgres.

mod accounts;
mod events;
mod invitations;
mod known_places;
mod pending;
mod second_steps;
mod sessions;

pub use accounts::*;
pub use events::*;
pub use invitations::*;
pub use known_places::*;
pub use pending::*;
pub use second_steps::*;
pub use sessions::*;

/// A setting as Postgres counts.
pub fn whole(setting: u32) -> i32 {
    i32::try_from(setting).unwrap_or(i32::MAX)
}
