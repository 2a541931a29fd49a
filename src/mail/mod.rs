//! Letters to those who left an address: first whether it is theirs, then that a follow-up is due. Each is a row of `outbox`,
//! sent by whichever copy of the program comes first, and never given to the mail server twice.

mod asking;
mod conversation;
mod letter;
mod queries;
mod send;
mod settings;

pub use asking::may_ask;
pub use letter::{Kept, confirm, find};
pub use queries::{Report, ask, due_reports, remind};
pub use send::send_waiting;
pub use settings::{Mail, secret_of};
