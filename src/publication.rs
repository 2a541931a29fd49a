//! A report put before readers: the one place that makes what is shown out of what was sent. Whoever calls this holds the
//! transaction in which the verdict and its line in the log are written, too.

use crate::{
    experiences, rates,
    submissions::{self, State, revision, set_state, update},
    values::{ClosedList as _, ExperienceId, RevisionId, SubmissionId},
};
use sqlx::{PgConnection, PgPool};
use std::time::{Duration, Instant};
use time::Date;

/// So many reports are taken together when their currency has a new rate.
const STEP: i64 = 100;
/// A round of that ends after this, and goes on with the next.
const LONGEST_ROUND: Duration = Duration::from_secs(60);

/// Makes an approved revision the one that readers see, with what its author told since, and gives its experience's id. It
/// counts as confirmed on the day on which its author last did so, which may be long before somebody reads it.
pub async fn publish(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
) -> sqlx::Result<ExperienceId> {
    rates::hold(conn).await?;
    set_state(conn, submission_id, State::Published, Some(revision_id)).await?;
    let report = revision::find(&mut *conn, revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let told = update::with_updates(conn, submission_id, revision_id, report).await?;
    let confirmed_on = submissions::last_confirmed(&mut *conn, submission_id).await?;
    experiences::publish(conn, submission_id, revision_id, &told.report, confirmed_on).await
}

/// Shows a published report as it stands after an answer of its author came or went on this day; it is no amendment.
/// Nothing happens when it is not published.
pub async fn renew(conn: &mut PgConnection, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    rates::hold(conn).await?;
    match update::standing(conn, submission_id).await? {
        Some(told) => experiences::renew(conn, submission_id, &told.report, day).await,
        None => Ok(()),
    }
}

/// Turns the sums of published reports into dollars anew, as far as a rate of their currency is new or corrected: step by
/// step, for a minute or so. Figures follow by themselves.
pub async fn follow_rates(db: &PgPool) -> sqlx::Result<()> {
    let begin = Instant::now();
    while begin.elapsed() < LONGEST_ROUND
        && let Some(due) = rates::next_due(db).await?
    {
        let step = submissions::published_in(db, due.currency, due.done_up_to, STEP).await?;
        for submission_id in &step {
            let mut tx = db.begin().await?;
            if submissions::lock(&mut tx, *submission_id).await?.is_some() {
                let day = submissions::last_confirmed(&mut *tx, *submission_id).await?;
                renew(&mut tx, *submission_id, day).await?;
                tx.commit().await?;
            }
        }
        match step.last() {
            Some(last) => rates::go_on(db, &due, last.0).await?,
            None => rates::finish(db, &due).await?,
        }
        tracing::info!(
            currency = due.currency.label(),
            reports = step.len(),
            "turned sums into dollars at the rates in force"
        );
    }
    Ok(())
}
