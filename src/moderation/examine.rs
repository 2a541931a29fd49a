use super::{
    ItemId,
    item::Likeness,
    queries,
    signals::{self, Around, Rule},
};
use crate::{
    experiences::path_figures,
    limits::{self, Threshold},
    submissions::{self, revision},
    values::{ClosedList as _, likeness, sketch},
};
use sqlx::PgPool;
use std::collections::HashSet;

/// How many items are examined in one go.
const AT_ONCE: i64 = 10;
/// So many others stand beside it.
const MOST_ALIKE: usize = 3;

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
    let Some(of) = queries::revision_of(db, item).await? else { return Ok(()) };
    let Some(report) = revision::find(db, of.revision_id).await? else { return Ok(()) };
    let others = path_figures::of_path(db, report.path_id).await?.headline();
    let thresholds = limits::thresholds(db).await?;
    let alike_from = thresholds.of(Threshold::AlikeFrom) as f32 / 100.0;
    let look_alikes = likenesses(db, item, alike_from).await;
    if let Err(error) = &look_alikes {
        tracing::warn!("item {item} was not compared with the others: {error}");
    }
    let around = Around {
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

/// What others told that is much like this item, the most alike first, three at most and one of each submission: its newest.
async fn likenesses(db: &PgPool, item: ItemId, alike_from: f32) -> sqlx::Result<Vec<Likeness>> {
    let told = queries::told(db, item).await?;
    let mut of_submissions = HashSet::new();
    let mut alike: Vec<Likeness> = Vec::new();
    for other in queries::candidates(db, item, &sketch(&told)).await? {
        let shared = likeness(&told, &other.told);
        let story = if shared >= alike_from { shared } else { 0.0 };
        if (story > 0.0 || other.same_numbers) && of_submissions.insert(other.submission_id) {
            alike.push(Likeness {
                item: other.item,
                headline: other.title,
                story,
                same_numbers: other.same_numbers,
            });
        }
    }
    alike.sort_by(|one, two| two.story.total_cmp(&one.story).then(one.item.0.cmp(&two.item.0)));
    alike.truncate(MOST_ALIKE);
    Ok(alike)
}
