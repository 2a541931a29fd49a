//! The tasks that the program does by itself while the site is served. Several copies of it share the work by the
//! table `scheduled_tasks`: each task is done by one of them, and again by another if that one ends in the middle.

mod queries;
mod run;

pub use run::{keep_up, run_all, run_due};

use crate::{
    accounts,
    experiences::{self, silence},
    flags, limits, mail, moderation, open_data, publication,
    state::AppState,
    submissions,
};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// Something to be done again and again.
struct Task {
    name: &'static str,
    every: Duration,
    work: fn(AppState) -> BoxFuture<'static, anyhow::Result<()>>,
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A row a task: its name, how often it is done, and the call, which may fail with any error and give anything.
macro_rules! tasks {
    ($($name:literal, $every:ident, |$state:ident| $call:expr;)+) => {
        &[$(Task {
            name: $name,
            every: $every,
            work: |$state| Box::pin(async move { $call.await?; Ok(()) }),
        }),+]
    };
}

const TASKS: &[Task] = tasks! {
    "clean up limits", MINUTE, |state| limits::clean_up(&state.db);
    "examine what waits", MINUTE, |state| moderation::examine_waiting(&state.db);
    "sketch what is told", MINUTE, |state| submissions::catch_up_sketches(&state.db);
    "forget where reports came from", MINUTE, |state| submissions::forget_origins(&state.db);
    "grade what grew old", MINUTE, |state| experiences::regrade_due(&state.db);
    "follow the rates of currencies", MINUTE, |state| publication::follow_rates(&state.db);
    "erase what was refused", MINUTE, |state| submissions::erase_refused(&state.db);
    "erase forgotten drafts", HOUR, |state| submissions::erase_forgotten(&state.db);
    "forget addresses of answered flags", HOUR, |state| flags::forget_answered(&state.db);
    "write public rows anew", MINUTE, |state| publication::catch_up(&state.db);
    "keep up the open data", MINUTE, |state| open_data::keep_up(&state.db);
    "note who is silent", HOUR, |state| note_silence(state);
    "remind authors", HOUR, |state| remind(state);
    "send letters", MINUTE, |state| mail::send_waiting(&state.db, &state.mail, moderation::words_of_letter);
    "tell admins what changed about people", MINUTE, |state| accounts::tell_admins(&state);
};

async fn note_silence(state: AppState) -> anyhow::Result<()> {
    let changed = silence::note(&state.db, None).await?;
    tracing::info!(changed, "noted who has not answered");
    Ok(())
}

async fn remind(state: AppState) -> anyhow::Result<()> {
    if state.mail.is_on() {
        let letters = mail::remind(&state.db).await?;
        tracing::info!(letters, "wrote to those whose follow-up is due");
    }
    Ok(())
}
