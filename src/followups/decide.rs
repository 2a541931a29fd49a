//! The effect of a moderator's verdict on an answer. Whoever calls this holds the transaction of the verdict and of its
//! line in the log.

use super::queries::Waiting;
use crate::{
    publication,
    reports::UpdateState,
    submissions::{self, update},
    values::SubmissionId,
};
use sqlx::PgConnection;
use time::Date;

/// From now on the answer counts, and readers see it.
pub async fn accept(conn: &mut PgConnection, waiting: &Waiting) -> sqlx::Result<()> {
    update::set_state(&mut *conn, waiting.id, UpdateState::Live).await?;
    count(conn, waiting.submission_id, waiting.update.as_of).await
}

/// The answer counts nowhere, and what it answered is open again; its author reads why under the private link.
pub async fn refuse(conn: &mut PgConnection, waiting: &Waiting) -> sqlx::Result<()> {
    update::set_state(conn, waiting.id, UpdateState::Refused).await
}

/// Counts an answer of this day that has become live.
pub async fn count(conn: &mut PgConnection, submission_id: SubmissionId, on: Date) -> sqlx::Result<()> {
    submissions::note_answer(&mut *conn, submission_id, on).await?;
    publication::renew(conn, submission_id, on).await
}
