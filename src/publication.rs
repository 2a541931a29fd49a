//! A report put before readers: the one place that makes what is shown out of what was sent. Whoever calls this holds the
//! transaction in which the verdict and its line in the log are written, too.

use crate::{
    experiences,
    submissions::{self, State, revision, set_state, update},
    values::{ExperienceId, RevisionId, SubmissionId},
};
use sqlx::PgConnection;
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
    experiences::publish(conn, submission_id, revision_id, &told.report, confirmed_on).await
}

/// Shows a published report as it stands after an answer of its author came or went on this day; it is no amendment.
/// Nothing happens when it is not published.
pub async fn renew(conn: &mut PgConnection, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    match update::standing(conn, submission_id).await? {
        Some(told) => experiences::renew(conn, submission_id, &told.report, day).await,
        None => Ok(()),
    }
}
