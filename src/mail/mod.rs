//! Letters to those who left an address: first whether it is theirs, then what was decided, and that a follow-up is due. Each
//! is a row of `outbox`, sent by whichever copy of the program comes first, and never given to the mail server twice.

mod asking;
mod conversation;
mod decision;
mod kind;
mod letter;
pub mod masked;
mod queries;
mod send;
mod settings;

pub use asking::may_ask;
pub use decision::{Decision, Said, Words, quoted};
pub use kind::{LetterKind, NOTHING_LEFT};
pub use letter::{confirm, find};
pub use queries::{Letter, Listed, Report, Standing, ask, due_reports, listed, remind, take_back};
pub use send::{send_note, send_test, send_waiting};
pub use settings::{Mail, secret_of};
