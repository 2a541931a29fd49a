use super::{TASKS, Task, queries};
use crate::{
    experiences::{self, path_figures},
    state::AppState,
};
use futures_util::FutureExt as _;
use std::{panic::AssertUnwindSafe, time::Duration};

/// How often a copy looks for something to do.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Does what falls due for as long as the site is served. Figures are counted at each change besides, and each copy keeps
/// its own index of reports.
pub async fn keep_up(state: AppState) {
    tokio::join!(
        path_figures::keep_fresh(state.db.clone()),
        experiences::keep_fresh(state.db.clone(), state.reports.clone()),
        look_again_and_again(state),
    );
}

async fn look_again_and_again(state: AppState) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        look.tick().await;
        if let Err(error) = run_due(&state).await {
            tracing::warn!("the scheduled tasks are tried again in a moment: {error}");
        }
    }
}

/// Does every task that is in nobody's hands, due or not; gives the names of those it did.
pub async fn run_all(state: &AppState) -> sqlx::Result<Vec<&'static str>> {
    queries::hurry(&state.db).await?;
    run_due(state).await
}

/// Does every task that is due and in nobody's hands; gives the names of those it did.
pub async fn run_due(state: &AppState) -> sqlx::Result<Vec<&'static str>> {
    let names: Vec<String> = TASKS.iter().map(|task| task.name.to_owned()).collect();
    queries::know(&state.db, &names).await?;
    let mut done = Vec::new();
    while let Some(task) = run_one(state, &names).await? {
        done.push(task);
    }
    Ok(done)
}

/// The row is held while the task is done: it is free again, and due, if this copy ends meanwhile. A task that fails is
/// tried again when it falls due the next time.
async fn run_one(state: &AppState, names: &[String]) -> sqlx::Result<Option<&'static str>> {
    let mut tx = state.db.begin().await?;
    queries::be_patient(&mut *tx).await?;
    let Some(name) = queries::take_due(&mut *tx, names).await? else { return Ok(None) };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else { return Ok(None) };
    let failure = attempt(task, state).await;
    queries::finish(&mut *tx, task.name, task.every, &failure).await?;
    tx.commit().await?;
    Ok(Some(task.name))
}

/// Why it failed; empty if it did not. One that panics takes no other down with it.
async fn attempt(task: &Task, state: &AppState) -> String {
    let done = AssertUnwindSafe((task.work)(state.clone())).catch_unwind().await;
    match done.unwrap_or_else(|_| Err(anyhow::anyhow!("it panicked"))) {
        Ok(()) => String::new(),
        Err(error) => {
            tracing::warn!(task = task.name, "failed and is tried again: {error:#}");
            format!("{error:#}")
        }
    }
}
