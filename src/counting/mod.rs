//! Counts of a large set by many words at once, from memory: a bit for each member and word. It knows nothing of what the
//! members are, and asks nobody; whoever fills a board keeps it true.

mod bits;
mod board;
mod codes;
mod kept;

pub use bits::Bits;
pub use board::{Board, Entry};
pub use kept::{Kept, Moment};
