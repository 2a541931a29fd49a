//! Counts of a large set by many words at once, from memory: a bit for each member and word. It knows nothing of what the
//! members are, and asks nobody; whoever fills an index keeps it true.

mod bits;
mod codes;
mod report_index;
mod shared_index;

pub use bits::Bits;
pub use report_index::{Entry, ReportIndex};
pub use shared_index::{Moment, SharedIndex};
