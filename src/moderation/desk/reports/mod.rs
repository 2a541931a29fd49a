//! One report as staff know it, published or not: its versions, what readers flagged, and the proof that was seen by hand.

mod evidence;
mod find;
mod known;
mod order;
mod page;
mod proof;
mod show_again;

pub use evidence::{Evidence, Noted, ProofResult};
pub use find::find;
pub use known::Known;
pub use order::note_order;
pub use page::page;
pub use proof::note_proof;
pub use show_again::show_again;
