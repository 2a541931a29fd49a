//! The reports that readers send. They are never public: an approval makes an experience out of one revision. `form` asks
//! and reads, `drafts` keeps and sends what is written, and `link` shows what becomes of it; each of them uses those before
//! it, and all rest on the files beside them.

mod contact;
mod drafts;
pub mod draw;
mod form;
mod link;
mod private_link;
mod queries;
mod reason;
mod review;
mod submission;

pub use drafts::{COUNTED_WHERE, HONEYPOT, KEEP as KEEP_SAVED, origin_of, suspicions};
pub use form::{broken, consent::address, options, update_form};
pub use link::{forget_everywhere as forget_address, replace_link, title_once};
pub use private_link::{Link, spend as spend_for_link, unknown as unknown_link};
pub use queries::{
    Due, EMPTY_DAYS, KEPT_DAYS, catch_up_sketches, changes_currency, contacts::left_with, erase_forgotten,
    erase_refused, forget_origins, last_confirmed, lock, note_answer, plans, published_in, revision,
    schedule, set_state, unpublish, update,
};
pub use reason::ReasonCode;
pub use review::{ReviewState, Sent};
pub use submission::{State, Submission};

use crate::state::Routes;

pub fn routes() -> Routes {
    drafts::routes().merge(link::routes())
}
