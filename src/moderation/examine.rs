use super::{
    ItemId,
    item::Likeness,
    queries,
    signals::{self, Around},
};
use crate::{experiences::path_figures, submissions::revision, values::ClosedList as _};
use sqlx::PgPool;

/// How many items are examined in one go.
const AT_ONCE: i64 = 10;

/// Runs the checks on what waits and was not looked at yet, the oldest first.
pub async fn examine_waiting(db: &PgPool) -> sqlx::Result<()> {
    for item in queries::unexamined(db, AT_ONCE).await? {
        examine(db, item).await?;
    }
    Ok(())
}

/// Runs the checks on an item that was not looked at yet.
pub async fn examine_new(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    match queries::item(db, item).await? {
        Some(known) if !known.examined => examine(db, item).await,
        _ => Ok(()),
    }
}

/// Runs the checks on one item and keeps what they notice.
async fn examine(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    let Some((revision_id, suspicions)) = queries::revision_of(db, item).await? else { return Ok(()) };
    let Some(report) = revision::find(db, revision_id).await? else { return Ok(()) };
    let others = path_figures::of_path(db, report.path_id).await?.headline();
    let look_alikes = likenesses(db, revision_id).await;
    if let Err(error) = &look_alikes {
        tracing::warn!("item {item} was not compared with the others: {error}");
    }
    let around = Around { suspicions, others, look_alikes: look_alikes.ok() };
    let class = report.figures().monthly_net_band.word();
    queries::keep_signals(db, item, &signals::of(&report, &around), class).await
}

async fn likenesses(db: &PgPool, revision_id: i64) -> sqlx::Result<Vec<Likeness>> {
    let mut tx = db.begin().await?;
    queries::compare_from_alike(&mut tx).await?;
    queries::likenesses(&mut tx, revision_id).await
}
