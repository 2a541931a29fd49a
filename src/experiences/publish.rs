//! Puts a report before readers and takes it away. Whoever calls this holds the transaction in which the verdict and
//! its line in the log are written, too.

use super::{regrade, row, silence};
use crate::submissions::{Report, revision, update};
use sqlx::PgConnection;
use time::Date;

/// Makes an approved revision the one that readers see, with what its author told since, and gives its experience's id. A
/// submission has one experience: publishing again keeps its id and says when it was amended. Its grade is computed anew.
/// `confirmed_on` is the day on which the author last confirmed it, which may be long before somebody reads it.
pub async fn publish(
    conn: &mut PgConnection,
    submission_id: i64,
    revision_id: i64,
    report: &Report,
    confirmed_on: Date,
) -> sqlx::Result<i64> {
    let told = update::told(conn, submission_id, revision_id, report.clone()).await?;
    let id = row::put(&mut *conn, (submission_id, revision_id), &told.report, confirmed_on, true).await?;
    silence::note(&mut *conn, Some(submission_id)).await?;
    regrade(conn, submission_id).await?;
    Ok(id)
}

/// Writes the row anew after an answer of its author came or went; it is no amendment. `today` is the day of the answer.
/// Nothing happens when the submission is not published.
pub async fn renew(conn: &mut PgConnection, submission_id: i64, today: Date) -> sqlx::Result<()> {
    let live =
        sqlx::query_scalar!("select revision_id from experiences where submission_id = $1", submission_id);
    let Some(revision_id) = live.fetch_optional(&mut *conn).await? else { return Ok(()) };
    let report = revision::find(&mut *conn, revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let told = update::told(conn, submission_id, revision_id, report).await?;
    row::put(&mut *conn, (submission_id, revision_id), &told.report, today, false).await?;
    silence::note(&mut *conn, Some(submission_id)).await?;
    regrade(conn, submission_id).await
}

/// Takes the submission's experience away from readers; nothing happens when it has none.
pub async fn take_down(conn: &mut PgConnection, submission_id: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from experiences where submission_id = $1", submission_id).execute(conn).await?;
    Ok(())
}

/// Notes that the author says on this day that it still stands so, which may raise its grade.
pub async fn confirm(conn: &mut PgConnection, submission_id: i64, day: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "update experiences set confirmed_on = greatest(confirmed_on, $2) where submission_id = $1",
        submission_id,
        day,
    )
    .execute(&mut *conn)
    .await?;
    regrade(conn, submission_id).await
}
