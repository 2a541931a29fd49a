use super::{
    ItemId,
    item::Likeness,
    queries,
    signals::{self, Around, Rule},
};
use crate::{
    experiences::path_figures,
    limits::{self, Threshold},
    submissions::{self, revision, update},
    values::ClosedList as _,
};
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
    let Some(of) = queries::revision_of(db, item).await? else { return examine_answer(db, item).await };
    let Some(report) = revision::find(db, of.revision_id).await? else { return Ok(()) };
    let others = path_figures::of_path(db, report.path_id).await?.headline();
    let thresholds = limits::thresholds(db).await?;
    let alike_from = thresholds.of(Threshold::AlikeFrom) as f32 / 100.0;
    let look_alikes = likenesses(db, of.revision_id, alike_from).await;
    if let Err(error) = &look_alikes {
        tracing::warn!("item {item} was not compared with the others: {error}");
    }
    let around = Around {
        is_answer: false,
        suspicions: of.suspicions,
        other_path: revision::other_path(db, of.revision_id).await?,
        others,
        from_one_address: submissions::from_same_origin(db, of.submission_id).await?,
        thresholds,
        look_alikes: look_alikes.ok(),
    };
    let class = report.figures().monthly_net_band.word();
    let found = signals::of(&report, &around);
    let two_readers = found.iter().any(|signal| signal.rule == Rule::FarOut);
    queries::keep_signals(db, item, &found, class, two_readers).await
}

/// The same rules on what an answer makes of its report, and on the answer's own words. The rest of the report was read.
async fn examine_answer(db: &PgPool, item: ItemId) -> sqlx::Result<()> {
    let Some(of) = queries::followups::examined(db, item).await? else { return Ok(()) };
    let mut conn = db.acquire().await?;
    let updates = update::updates(&mut *conn, of.submission_id).await?;
    let sent = updates.into_iter().find(|update| update.number == of.number);
    let told = update::standing(&mut conn, of.submission_id).await?;
    drop(conn);
    let Some((sent, told)) = sent.zip(told) else {
        // Its report is off the site, so that there is nothing to set it beside.
        let class = queries::class_of(db, item).await?;
        return queries::keep_signals(db, item, &[], &class, false).await;
    };
    let report = told.after(&sent).report;
    let class = report.figures().monthly_net_band.word();
    let around = Around {
        is_answer: true,
        others: path_figures::of_path(db, report.path_id).await?.headline(),
        from_one_address: update::from_same_origin(db, of.update_id).await?,
        thresholds: limits::thresholds(db).await?,
        look_alikes: Some(Vec::new()),
        ..Around::default()
    };
    let found = signals::of_answer(report, sent.note, &around);
    let two_readers = found.iter().any(|signal| signal.rule == Rule::FarOut);
    queries::keep_signals(db, item, &found, class, two_readers).await
}

async fn likenesses(db: &PgPool, revision_id: i64, alike_from: f32) -> sqlx::Result<Vec<Likeness>> {
    let mut tx = db.begin().await?;
    queries::compare_from(&mut tx, alike_from).await?;
    queries::likenesses(&mut tx, revision_id).await
}
