//! What a reader sends. It is never public: an approval makes an experience out of one revision.

mod report;
pub mod revision;

pub use report::*;
