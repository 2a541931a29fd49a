//! Every statement that this feature sends to Postgres. It writes the tables of the paths and of the case studies, whose
//! own features only read them.

mod cases;
mod edits;
mod paths;

pub use cases::*;
pub use edits::*;
pub use paths::*;
