//! Every statement of this feature, by what it is about.

pub mod contacts;
mod drafts;
mod elsewhere;
mod expiry;
mod origins;
mod review;
pub mod revision;
mod schedule;
mod sketches;
mod submissions;
pub mod update;

pub use drafts::{Begun, begin, finish_draft, is_begun, last_in_draft, save_draft, suspect, tell_afterwards};
pub use elsewhere::{
    Named, Presence, Redacted, is_unproved, most_named, plans, presence, public_id, redacted, wanted,
};
pub use expiry::{EMPTY_DAYS, KEPT_DAYS, erase_forgotten, erase_refused};
pub use origins::{forget_origins, note_origin};
pub use review::{Appeal, RecentWaits, appeal, appeal_of, changes_currency, history, recent_waits};
pub use schedule::{Due, note_answer, schedule};
pub use sketches::catch_up as catch_up_sketches;
pub use submissions::{
    change_secret, erase, find_by_secret, last_confirmed, lock, note_use, published_in, set_secret,
    set_state, unpublish,
};
