//! The follow-ups of a submission: when each falls due, and whether it was answered.

use crate::values::SubmissionId;
use sqlx::PgExecutor;
use time::{Date, Duration};

/// Days before it falls due from which an answer counts as one to this follow-up.
const EARLY_DAYS: i32 = 14;

/// One follow-up of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// 3, 6, 12 or 24.
    pub months: i16,
    pub on: Date,
    pub answered: bool,
}

impl Due {
    /// Whether it may be answered, and was not.
    pub fn is_open(&self, today: Date) -> bool {
        !self.answered && self.on <= today + Duration::days(EARLY_DAYS.into())
    }
}

/// The follow-ups of this submission in their order; none before it is sent, and none to come of what has ended.
pub async fn schedule(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Vec<Due>> {
    sqlx::query_as!(
        Due,
        r#"
        select months as "months!", due_on as "on!", answered as "answered!"
        from followups where submission_id = $1 order by months
        "#,
        submission_id.0,
    )
    .fetch_all(db)
    .await
}

/// Notes that its author answered on this day: whatever had fallen due by then, or would within two weeks.
pub async fn note_answer(db: impl PgExecutor<'_>, submission_id: SubmissionId, on: Date) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions set last_confirmed_on = greatest(last_confirmed_on, $2), followed_up_months = greatest(
            followed_up_months, (select max(months) from followups where submission_id = $1 and due_on <= $2 + $3::int))
        where id = $1
        "#,
        submission_id.0,
        on,
        EARLY_DAYS,
    )
    .execute(db)
    .await?;
    Ok(())
}
