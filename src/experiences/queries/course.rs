//! How an attempt went on.

use crate::{
    experiences::course::{Answered, Planned},
    reports::Background,
    values::{ExperienceId, Month},
};
use sqlx::PgExecutor;

/// The answers that count, the newest first.
pub async fn answers(db: impl PgExecutor<'_>, experience_id: ExperienceId) -> sqlx::Result<Vec<Answered>> {
    sqlx::query_as!(
        Answered,
        r#"
        select as_of as "as_of!", still_doing as "still_doing!: _", revenue as "revenue!", costs as "costs!",
               currency::text as "currency!: _", hours as "hours!", note as "note!", was_read as "was_read!"
        from experience_series where experience_id = $1 order by number desc
        "#,
        experience_id.0,
    )
    .fetch_all(db)
    .await
}

/// The plan as it froze and as it was changed, the oldest first; none of what was told afterwards.
pub async fn plans(db: impl PgExecutor<'_>, experience_id: ExperienceId) -> sqlx::Result<Vec<Planned>> {
    sqlx::query_as!(
        Planned,
        r#"
        select sent_at as "sent_at!",
               (select min(r.sent_at) from submission_revisions r join experiences e on e.submission_id = r.submission_id
                where e.id = $1) as "first_sent_at!", is_amendment as "is_amendment!", path_name as "path_name!",
               started_on as "started_on!: Month", background as "background!: Background", hours_per_week as "hours_per_week!",
               currency::text as "currency!: _", budget, target_monthly, stop_if_below,
               stop_by as "stop_by: _"
        from experience_plans where experience_id = $1 order by number
        "#,
        experience_id.0,
    )
    .fetch_all(db)
    .await
}
