use super::{
    Decision, ItemId, Verdict,
    queries::{self, Judged},
};
use crate::{
    accounts::Member,
    experiences,
    submissions::{Report, State, revision, set_state},
    values::ClosedList as _,
};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// The item is not as it was read, or not the decider's any more: nothing was changed.
    Stale,
}

/// Decides an item that `by` holds in this version. The verdict, its effect and its line in the log stand or fall
/// together.
pub async fn decide(
    db: &PgPool,
    item: ItemId,
    version: i32,
    by: &Member,
    decision: &Decision,
) -> sqlx::Result<Decided> {
    let mut tx = db.begin().await?;
    let Some(state) = queries::hold_submission(&mut tx, item).await? else { return Ok(Decided::Stale) };
    let Some(judged) = queries::judge(&mut tx, item, version, by.id, decision).await? else {
        return Ok(Decided::Stale);
    };
    let report = revision::find(&mut *tx, judged.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let experience = take_effect(&mut tx, decision.verdict, &judged, &report, &state).await?;
    let (reasons, class) = (decision.reason_words(), report.figures().monthly_net_band.word());
    queries::record(&mut *tx, item, by, decision.verdict.word(), &reasons, class, experience).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

/// Publishes the revision and gives its experience, or tells the submission where it stands.
async fn take_effect(
    conn: &mut PgConnection,
    verdict: Verdict,
    judged: &Judged,
    report: &Report,
    before: &str,
) -> sqlx::Result<Option<i64>> {
    let Judged { submission_id, revision_id } = *judged;
    let next = match verdict {
        Verdict::Approved => {
            set_state(conn, submission_id, State::Published, Some(revision_id)).await?;
            let today = OffsetDateTime::now_utc().date();
            return experiences::publish(conn, submission_id, revision_id, report, today).await.map(Some);
        }
        Verdict::ChangesRequested => State::ChangesRequested,
        Verdict::Rejected => State::NotPublished,
    };
    // What is published already stays so: only the change to it was refused.
    if before != State::Published.word() {
        set_state(conn, submission_id, next, None).await?;
    }
    Ok(None)
}

/// Asks somebody else to read the item, with a line in the log.
pub async fn ask_second_reader(
    db: &PgPool,
    item: ItemId,
    version: i32,
    by: &Member,
) -> sqlx::Result<Decided> {
    let mut tx = db.begin().await?;
    if queries::hold_submission(&mut tx, item).await?.is_none() {
        return Ok(Decided::Stale);
    }
    let Some((revision_id, _)) = queries::revision_of(&mut *tx, item).await? else {
        return Ok(Decided::Stale);
    };
    if !queries::hand_over(&mut tx, item, version, by.id).await? {
        return Ok(Decided::Stale);
    }
    let report = revision::find(&mut *tx, revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let class = report.figures().monthly_net_band.word();
    queries::record(&mut *tx, item, by, "second_reader_asked", &[], class, None).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}
