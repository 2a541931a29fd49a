//! What waits, who holds it, and the page of one item.

mod done;
mod item;
pub mod lease;
pub mod list;
pub mod reading;

pub use done::Done;
pub use item::{
    Earlier, Held, Item, ItemKind, LastDecision, LookAlike, Revision, Standing, Subject, Submission,
    Suspected, Waiting,
};
