//! Since when nobody knows how an attempt stands.

use crate::{figures::definitions::DAYS_TO_ANSWER, values::SubmissionId};
use sqlx::PgExecutor;

/// Notes since when its author is silent, of this submission's experience or of all; gives how many changed. It goes by
/// quarters, as everything that readers see of days: a follow-up is due so many months after the quarter of the start, or of
/// the telling, and any word in the quarter that then begins answers it. An answer that nobody has read yet ends no silence:
/// readers would know of it.
pub async fn note(db: impl PgExecutor<'_>, submission_id: Option<SubmissionId>) -> sqlx::Result<u64> {
    let noted = sqlx::query!(
        r#"
        update experiences e set silent_since = now.since
        from (
            select x.id, min(days.day) as since
            from experiences x
            join submissions s on s.id = x.submission_id
            cross join lateral (
                select case x.kind when 'registered_start' then x.started_on else (s.created_at at time zone 'utc')::date end as day
            ) as begun
            left join lateral (
                select (date_trunc('quarter', begun.day) + make_interval(months => 3 + after.months))::date as day
                from unnest(array[3, 6, 12, 24]) as after (months)
                where x.followed_up_months < after.months
            ) as days on x.confirmed_on < days.day and days.day + $2::int < site_today()
                      and x.status not in ('stopped_before_income', 'stopped_after_income')
            where $1::bigint is null or x.submission_id = $1
            group by x.id
        ) now
        where now.id = e.id and e.silent_since is distinct from now.since
        "#,
        submission_id.map(|id| id.0),
        DAYS_TO_ANSWER,
    );
    Ok(noted.execute(db).await?.rows_affected())
}
