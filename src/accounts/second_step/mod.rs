//! The second step of signing in: six digits of an authenticator app, or a recovery code in their place.

mod accept;
mod check;
mod codes;
mod keys;
mod page;
mod qr;
mod seed;
pub mod set_up;
pub mod sign_in;

pub use accept::{accept, propose};
pub use check::{is_recovery_code, passes};
pub use codes::RecoveryCodes;
pub use page::{CodesPage, SecondStepPage};

/// Said when a new app's first code does not fit.
pub const NOT_THE_CODE: &str = "That is not the code of this moment; type the one your app shows now";
