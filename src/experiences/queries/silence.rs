//! Since when nobody knows how an attempt stands.

use crate::{figures::definitions::DAYS_TO_ANSWER, values::SubmissionId};
use sqlx::PgExecutor;

/// Days after a follow-up fell due by which no answer means that nobody knows.
pub const PATIENCE_DAYS: i32 = DAYS_TO_ANSWER;

/// Notes since when its author is silent, of this submission's experience or of all; gives how many changed. An answer that
/// nobody has read yet ends no silence: readers would know of it.
pub async fn note(db: impl PgExecutor<'_>, submission_id: Option<SubmissionId>) -> sqlx::Result<u64> {
    let noted = sqlx::query!(
        r#"
        update experiences e set silent_since = now.since
        from (
            select x.id, min(f.due_on) as since
            from experiences x
            left join followups f on f.submission_id = x.submission_id and not f.counted and f.due_on + $2::int < site_today()
            where $1::bigint is null or x.submission_id = $1
            group by x.id
        ) now
        where now.id = e.id and e.silent_since is distinct from now.since
        "#,
        submission_id.map(|id| id.0),
        PATIENCE_DAYS,
    );
    Ok(noted.execute(db).await?.rows_affected())
}
