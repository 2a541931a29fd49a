//! A report put before readers: the one place that makes what is shown out of what was sent. Whoever calls this holds the
//! transaction in which the verdict and its line in the log are written, too.

use crate::{
    experiences::{self, Course},
    submissions::{self, State, revision, set_state, update},
    values::{ExperienceId, Quarter, RevisionId, SubmissionId},
};
use sqlx::{PgConnection, PgPool};
use time::Date;

/// Makes an approved revision the one that readers see, with what its author told since, and gives its experience's id. It
/// counts as confirmed on the day on which its author last did so, which may be long before somebody reads it.
pub async fn publish(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
) -> sqlx::Result<ExperienceId> {
    set_state(conn, submission_id, State::Published, Some(revision_id)).await?;
    let report = revision::find(&mut *conn, revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let told = update::with_updates(conn, submission_id, revision_id, report).await?;
    let confirmed_on = submissions::last_confirmed(&mut *conn, submission_id).await?;
    let id = experiences::publish(conn, submission_id, revision_id, &told.report, confirmed_on).await?;
    show_course(conn, submission_id).await?;
    Ok(id)
}

/// Shows a published report as it stands after an answer of its author came or went on this day; it is no amendment.
/// Nothing happens when it is not published.
pub async fn renew(conn: &mut PgConnection, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    let Some(told) = update::standing(conn, submission_id).await? else { return Ok(()) };
    experiences::renew(conn, submission_id, &told.report, day).await?;
    show_course(conn, submission_id).await
}

async fn show_course(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    let updates = update::updates(&mut *conn, submission_id).await?;
    let mut plans = Vec::new();
    for plan in submissions::plans(&mut *conn, submission_id).await? {
        let report = revision::find(&mut *conn, plan.revision_id).await?;
        plans.extend(report.map(|report| (Quarter::of(plan.sent_at.date()), report)));
    }
    let plans = plans.iter().map(|(sent, report)| (*sent, report));
    experiences::keep_course(conn, submission_id, &Course::of(updates.iter(), plans)).await
}

/// How many rows are written anew before others have their turn.
const AT_ONCE: usize = 5_000;
const BATCH: i64 = 100;

/// Writes anew the rows that a copy of the program from before has written: some thousands, each in a transaction of its own.
pub async fn catch_up(db: &PgPool) -> sqlx::Result<()> {
    let (mut last, mut done) = (SubmissionId(i64::MIN), 0);
    while done < AT_ONCE {
        let behind = experiences::behind(db, last, BATCH).await?;
        let Some(newest) = behind.last() else { break };
        last = *newest;
        done += behind.len();
        for submission_id in behind {
            let mut tx = db.begin().await?;
            submissions::lock(&mut tx, submission_id).await?;
            let confirmed_on = experiences::confirmed_on(&mut *tx, submission_id).await?;
            if let Some(day) = confirmed_on {
                renew(&mut tx, submission_id, day).await?;
            }
            tx.commit().await?;
        }
    }
    if done > 0 {
        tracing::info!(rows = done, "wrote public rows anew");
    }
    Ok(())
}
