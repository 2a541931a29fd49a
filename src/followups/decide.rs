//! What a moderator's verdict on an answer does. Whoever calls this holds the transaction of the verdict and of its line in
//! the log.

use super::queries;
use crate::{
    publication,
    reports::{StillDoing, UpdateState},
    submissions,
    values::{Cents, ClosedList as _, Currency, Month},
};
use sqlx::{PgConnection, PgExecutor};
use time::Date;

/// An answer in the moderators' line. Amounts are since the answer before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub id: i64,
    pub submission_id: i64,
    /// Of the published report; none while it is not to be seen.
    pub experience_id: Option<i64>,
    pub number: i32,
    pub as_of: Date,
    pub still_doing: StillDoing,
    pub revenue: Cents,
    pub costs: Cents,
    pub currency: Currency,
    pub hours: f64,
    pub first_income_on: Option<Month>,
    pub stopped_on: Option<Month>,
    /// Counted from the start.
    pub months_until_copied: Option<i16>,
    pub months_until_halved: Option<i16>,
    pub note: String,
}

/// What the queue's item of this number is about; none when it is no answer.
pub async fn waiting(db: impl PgExecutor<'_>, item: i64) -> sqlx::Result<Option<Waiting>> {
    queries::waiting(db, item).await
}

/// From now on the answer counts, and readers see it.
pub async fn accept(conn: &mut PgConnection, update: &Waiting) -> sqlx::Result<()> {
    queries::set_state(&mut *conn, update.id, UpdateState::Live.word()).await?;
    count(conn, update.submission_id, update.as_of).await
}

/// The answer counts nowhere, and what it answered is open again; its author reads why under the private link.
pub async fn refuse(conn: &mut PgConnection, update: &Waiting) -> sqlx::Result<()> {
    queries::set_state(conn, update.id, UpdateState::Refused.word()).await
}

/// Counts an answer of this day that has become live.
pub async fn count(conn: &mut PgConnection, submission_id: i64, on: Date) -> sqlx::Result<()> {
    submissions::note_answer(&mut *conn, submission_id, on).await?;
    publication::renew(conn, submission_id, on).await
}
