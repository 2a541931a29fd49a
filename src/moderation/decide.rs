use super::{
    Decision, ItemId, Verdict, draws,
    item::Item,
    queries::{self, Judged},
};
use crate::{
    accounts::Member,
    mail::{LetterKind, Mail},
    publication,
    submissions::{State, revision, set_state},
    values::{AccountId, ClosedList as _},
};
use sqlx::{PgConnection, PgPool};

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// Approved by the first of two readers; nothing is public yet.
    HalfWay,
    /// The item is not as it was read, not the decider's any more, or was drawn meanwhile: nothing was changed.
    Stale,
}

/// Decides an item that `by` holds in this version. The verdict, its effect, its line in the log and the letter to the
/// author stand or fall together.
pub async fn decide(
    db: &PgPool,
    mail: &Mail,
    item: ItemId,
    version: i32,
    by: &Member,
    decision: &Decision,
) -> sqlx::Result<Decided> {
    if decision.verdict == Verdict::HeldForProof {
        let held = hold_for_proof(db, mail, (item, version, by.id), by, decision).await?;
        return Ok(if held { Decided::Done } else { Decided::Stale });
    }
    let mut tx = db.begin().await?;
    let Some(state) = queries::hold_submission(&mut tx, item).await? else { return Ok(Decided::Stale) };
    let known = queries::item(&mut *tx, item).await?.and_then(Item::of_report);
    let Some((known, sent)) = known else { return Ok(Decided::Stale) };
    let report = revision::find(&mut *tx, sent.id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let class = report.figures().monthly_net_band.word();
    let held = (item, version, by.id);
    if decision.verdict == Verdict::Approved && draws::is_owed(&mut tx, item).await? {
        return Ok(Decided::Stale);
    }
    let half_way = decision.verdict == Verdict::Approved && known.is_first_of_two();
    let (decided, action, experience) = if half_way {
        let done = queries::pass_on(&mut tx, held, decision).await?;
        (done.then_some(Decided::HalfWay), "second_reader_asked", None)
    } else {
        let judged = queries::judge(&mut tx, item, version, by.id, decision).await?;
        let Some(judged) = judged else { return Ok(Decided::Stale) };
        let experience = take_effect(&mut tx, decision.verdict, &judged, &state).await?;
        (Some(Decided::Done), decision.verdict.word(), experience)
    };
    let Some(decided) = decided else { return Ok(Decided::Stale) };
    queries::record(&mut *tx, item, by, action, &decision.reason_words(), class, experience).await?;
    if decided == Decided::Done {
        mail.tell(&mut tx, decision.verdict.letter(), sent.submission_id, item.0).await?;
    }
    tx.commit().await?;
    Ok(decided)
}

/// Asks the author of an item of any kind for a proof, and lets it wait; what was drawn is noted as asked. False when the item is not
/// as it was read.
pub(super) async fn hold_for_proof(
    db: &PgPool,
    mail: &Mail,
    held: (ItemId, i32, AccountId),
    by: &Member,
    decision: &Decision,
) -> sqlx::Result<bool> {
    let (item, ..) = held;
    let mut tx = db.begin().await?;
    if queries::hold_submission(&mut tx, item).await?.is_none() {
        return Ok(false);
    }
    queries::keep_refusal(&mut *tx, item).await?;
    let Some(submission) = queries::hold_for_proof(&mut tx, held, decision).await? else { return Ok(false) };
    queries::note_asked(&mut *tx, item).await?;
    let class = queries::class_of(&mut *tx, item).await?;
    queries::record(&mut *tx, item, by, decision.verdict.word(), &decision.reason_words(), &class, None)
        .await?;
    mail.tell(&mut tx, LetterKind::ProofAsked, submission, item.0).await?;
    tx.commit().await?;
    Ok(true)
}

/// Publishes the revision and gives its experience, or tells the submission where it stands.
pub(super) async fn take_effect(
    conn: &mut PgConnection,
    verdict: Verdict,
    judged: &Judged,
    before: &str,
) -> sqlx::Result<Option<i64>> {
    let Judged { submission_id, revision_id } = *judged;
    let next = match verdict {
        Verdict::Approved => {
            return publication::publish(conn, submission_id, revision_id).await.map(Some);
        }
        Verdict::ChangesRequested => State::ChangesRequested,
        Verdict::Rejected => State::NotPublished,
        Verdict::HeldForProof => return Ok(None),
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
    let Some(read) = queries::revision_of(&mut *tx, item).await? else { return Ok(Decided::Stale) };
    if !queries::hand_over(&mut tx, item, version, by.id).await? {
        return Ok(Decided::Stale);
    }
    let report = revision::find(&mut *tx, read.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let class = report.figures().monthly_net_band.word();
    queries::record(&mut *tx, item, by, "second_reader_asked", &[], class, None).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}
