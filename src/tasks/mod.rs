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

const TASKS: [Task; 14] = [
    Task {
        name: "clean up limits",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(limits::clean_up(&state.db).await?) }),
    },
    Task {
        name: "examine what waits",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(moderation::examine_waiting(&state.db).await?) }),
    },
    Task {
        name: "sketch what is told",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(submissions::catch_up_sketches(&state.db).await?) }),
    },
    Task {
        name: "forget where reports came from",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(submissions::forget_origins(&state.db).await?) }),
    },
    Task {
        name: "grade what grew old",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(experiences::regrade_due(&state.db).await?) }),
    },
    Task {
        name: "follow the rates of currencies",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(publication::follow_rates(&state.db).await?) }),
    },
    Task {
        name: "erase what was refused",
        every: MINUTE,
        work: |state| Box::pin(async move { Ok(submissions::erase_refused(&state.db).await.map(drop)?) }),
    },
    Task {
        name: "erase forgotten drafts",
        every: HOUR,
        work: |state| Box::pin(async move { Ok(submissions::erase_forgotten(&state.db).await.map(drop)?) }),
    },
    Task {
        name: "forget addresses of answered flags",
        every: HOUR,
        work: |state| Box::pin(async move { Ok(flags::forget_answered(&state.db).await?) }),
    },
    Task {
        name: "keep up the open data",
        every: MINUTE,
        work: |state| Box::pin(async move { open_data::keep_up(&state.db).await }),
    },
    Task { name: "note who is silent", every: HOUR, work: |state| Box::pin(note_silence(state)) },
    Task { name: "remind authors", every: HOUR, work: |state| Box::pin(remind(state)) },
    Task {
        name: "send letters",
        every: MINUTE,
        work: |state| {
            Box::pin(
                async move { mail::send_waiting(&state.db, &state.mail, moderation::words_of_letter).await },
            )
        },
    },
    Task {
        name: "tell admins what changed about people",
        every: MINUTE,
        work: |state| Box::pin(async move { accounts::tell_admins(&state).await }),
    },
];

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
