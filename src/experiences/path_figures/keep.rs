//! When figures are counted: after a change of the reports, and never for each view of a page.

use super::{
    count::count,
    queries::{self, StoredRow},
    stored::PathFigures,
};
use crate::values::PathId;
use sqlx::{PgPool, postgres::PgListener};
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// What was counted in this time is counted again before the next page is shown, if its reports have changed. What took
/// longer is left to [`keep_fresh`], and pages show what was counted last.
const AT_ONCE_MS: i32 = 250;
/// The longest that a change goes unseen when its notice was lost.
const LOOK_EVERY: Duration = Duration::from_secs(60);
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// The figures of the reports of this path; counted now where none are stored.
pub async fn of_path(db: &PgPool, path_id: PathId) -> sqlx::Result<PathFigures> {
    let row = queries::stored(db, Some(path_id)).await?.pop().ok_or(sqlx::Error::RowNotFound)?;
    read(db, row).await
}

/// The figures of every path, with its id, in the directory's order.
pub async fn of_all(db: &PgPool) -> sqlx::Result<Vec<(PathId, PathFigures)>> {
    let mut all = Vec::new();
    for row in queries::stored(db, None).await? {
        all.push((row.path_id, read(db, row).await?));
    }
    Ok(all)
}

async fn read(db: &PgPool, row: StoredRow) -> sqlx::Result<PathFigures> {
    let (path_id, due) = (row.path_id, row.due);
    let quick = row.took_ms.is_none_or(|took| took <= AT_ONCE_MS);
    let Some(last) = row.figures() else { return recount(db, path_id).await };
    if !(due && quick) {
        return Ok(last);
    }
    Ok(recount(db, path_id).await.unwrap_or_else(|error| {
        tracing::warn!(
            path_id = path_id.0,
            "counting failed, so a page shows what was counted before: {error}"
        );
        last
    }))
}

/// Counts every path that is due; gives how many there were.
pub async fn refresh(db: &PgPool) -> sqlx::Result<usize> {
    let due = queries::due(db).await?;
    for path_id in &due {
        recount(db, *path_id).await?;
    }
    Ok(due.len())
}

/// Counts the path unless somebody else just did. Copies of the program take turns.
async fn recount(db: &PgPool, path_id: PathId) -> sqlx::Result<PathFigures> {
    let mut tx = db.begin().await?;
    queries::hold(&mut *tx, path_id).await?;
    let row = queries::stored(&mut *tx, Some(path_id)).await?.pop();
    if let Some(figures) = row.filter(|row| !row.due).and_then(StoredRow::figures) {
        return Ok(figures);
    }
    queries::take_due(&mut *tx, path_id).await?;
    let begin = Instant::now();
    let figures = count(&mut tx, path_id).await?;
    let took_ms = i32::try_from(begin.elapsed().as_millis()).unwrap_or(i32::MAX);
    queries::store(&mut *tx, path_id, &figures, took_ms).await?;
    tx.commit().await?;
    Ok(figures)
}

/// Counts whatever changes within a moment of its change, for as long as the site is served.
pub async fn keep_fresh(db: PgPool) {
    while let Err(error) = follow(&db).await {
        if matches!(error, sqlx::Error::PoolClosed) {
            return;
        }
        tracing::warn!("keeping the figures fresh failed and is tried again: {error}");
        sleep(TRY_AGAIN_AFTER).await;
    }
}

/// Counts what is due now and at each notice. A lost connection is a notice, too, as others may have been lost with it.
async fn follow(db: &PgPool) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(db).await?;
    listener.listen("figures_due").await?;
    loop {
        refresh(db).await?;
        if let Ok(notice) = timeout(LOOK_EVERY, listener.try_recv()).await {
            notice?;
        }
    }
}
