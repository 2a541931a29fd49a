//! The row that readers see of a report: written, renewed and taken away inside the caller's transaction.

use super::{
    Course,
    queries::{cells, course, row, silence},
    regrade,
};
use crate::{
    reports::Report,
    values::{ExperienceId, RevisionId, SubmissionId},
};
use sqlx::PgConnection;
use time::Date;

/// Shows this report, with all that its author told since, as the submission's approved revision, and gives its experience's
/// id. A submission has one experience: publishing again keeps its id and says when it was amended. Its grade is computed
/// anew. `confirmed_on` is the day on which the author last confirmed it.
pub async fn publish(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
    report: &Report,
    confirmed_on: Date,
) -> sqlx::Result<ExperienceId> {
    write(conn, (submission_id, revision_id), report, confirmed_on, true).await
}

/// Writes the row anew from this report; it is no amendment. `day` is the day of the answer that came or went. Nothing
/// happens when the submission has no experience.
pub async fn renew(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    report: &Report,
    day: Date,
) -> sqlx::Result<()> {
    let Some(revision_id) = row::revision(&mut *conn, submission_id).await? else { return Ok(()) };
    write(conn, (submission_id, revision_id), report, day, false).await.map(drop)
}

/// Shows how the submission's attempt went on.
pub async fn keep_course(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    course: &Course,
) -> sqlx::Result<()> {
    course::keep(conn, submission_id, course).await
}

async fn write(
    conn: &mut PgConnection,
    (submission_id, revision_id): (SubmissionId, RevisionId),
    report: &Report,
    confirmed_on: Date,
    amended: bool,
) -> sqlx::Result<ExperienceId> {
    let id = row::put(&mut *conn, (submission_id, revision_id), report, confirmed_on, amended).await?;
    cells::show(&mut *conn, report.path_id, Some(&[submission_id])).await?;
    silence::note(&mut *conn, Some(submission_id)).await?;
    regrade(conn, submission_id).await?;
    Ok(id)
}

/// Takes the submission's experience away from readers; nothing happens when it has none.
pub async fn take_down(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    row::delete(conn, submission_id).await
}

/// Notes that the author says on this day that it still stands so, which may raise its grade.
pub async fn confirm(conn: &mut PgConnection, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    row::confirm(&mut *conn, submission_id, day).await?;
    regrade(conn, submission_id).await
}
