//! What a reader sends. It is never public: an approval makes an experience out of one revision.

mod history;
mod reason;
mod report;
pub mod revision;
mod state;

pub use history::{ReviewState, Sent, history};
pub use reason::ReasonCode;
pub use report::*;
pub use state::{State, set_state};
