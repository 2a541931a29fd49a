use super::{
    ItemId, queries,
    signals::{self, Around},
};
use crate::{
    experiences::{self, Of},
    submissions::revision,
    values::ClosedList as _,
};
use sqlx::PgPool;

/// How many items are examined in one go.
const AT_ONCE: i64 = 20;

/// Runs the checks on what waits and was not looked at yet, the oldest first.
pub async fn examine_waiting(db: &PgPool) -> sqlx::Result<()> {
    for item in queries::unexamined(db, AT_ONCE).await? {
        examine(db, item).await?;
    }
    Ok(())
}

/// Runs the checks on one item and keeps what they notice.
pub async fn examine(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    let Some((revision_id, suspicions)) = queries::revision_of(db, item).await? else { return Ok(()) };
    let Some(report) = revision::find(db, revision_id).await? else { return Ok(()) };
    let outcomes = experiences::outcomes(db, &Of::Path(report.path_id)).await?;
    let around = Around {
        suspicions,
        path_sums: outcomes.iter().map(|outcome| outcome.monthly_cents).collect(),
        look_alikes: queries::look_alikes(db, revision_id).await?,
    };
    let class = report.figures().monthly_net_band.word();
    queries::keep_signals(db, item, &signals::of(&report, &around), class).await
}
