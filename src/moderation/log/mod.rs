//! The public log: a line for each decision, and the figures of the last months.

pub mod class;
mod draws;
mod event;
mod months;
pub mod page;

pub use draws::{LEAST_DRAWN, Period};
pub use event::{Action, Asked, Event};
pub use months::{Month, Parity};
