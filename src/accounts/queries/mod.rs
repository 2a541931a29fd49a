//! Every statement that this feature sends to Postgres.

mod accounts;
mod events;
mod invitations;
mod known_places;
mod pending;
mod second_steps;
mod sessions;

pub use accounts::{
    AccountState, Person, SignInAccount, active, id_of, insert, lock, lock_admins, password_hash, people,
    set_closed, set_password, set_role, upsert_demo,
};
pub use events::{account_events, events_since, last_event, note, note_seen, note_told, told_up_to};
pub use invitations::{Invited, forget_invitations, invite, invited, use_invitation};
pub use known_places::{
    KnownPlace, forget_places, is_known_browser, known_place, known_places_of, remember_place,
};
pub use pending::{forget_old_pending, forget_pending_of, pending, start_pending};
pub use second_steps::{
    accept_seed, forget_second_step, has_code, propose_seed, proposed_seed, replace_codes, reseal,
    sealed_seed, use_code, use_step,
};
pub use sessions::{
    Listed, end_own_session, end_session, end_sessions_of, forget_sessions, sessions_of, start_session,
    touch_session,
};

/// A setting as Postgres counts.
pub fn whole(setting: u32) -> i32 {
    i32::try_from(setting).unwrap_or(i32::MAX)
}
