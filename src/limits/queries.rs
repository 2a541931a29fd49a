//! Every statement that this feature sends to Postgres.

use super::thresholds::{Change, Changer, Threshold, Thresholds};
use crate::{config::Rate, db::keys, values::ClosedList as _};
use sqlx::{PgConnection, PgExecutor, PgPool, postgres::types::PgInterval};
use std::time::Duration;
use time::Date;

/// Takes one place in the rate's schedule; the time to wait when there is none.
pub async fn spend(db: &PgPool, key: &[u8], rate: Rate) -> sqlx::Result<Option<Duration>> {
    let step = interval(rate.span / rate.burst);
    let span = interval(rate.span);
    // One statement, so that calls at the same moment over several copies of the program queue on the row's lock. The row
    // moves only if the new time is within the burst; otherwise it is returned as it was.
    let taken = sqlx::query_scalar!(
        r#"
        insert into rate_limits as held (key, tat, step) values ($1, now() + $2, $2)
        on conflict (key) do update set tat = now() + used_under_rate(held.tat, held.step, $2, $3) + $2, step = $2
            where used_under_rate(held.tat, held.step, $2, $3) + $2 <= $3
        returning true as "taken!"
        "#,
        key,
        step,
        span,
    )
    .fetch_optional(db)
    .await?;
    if taken.is_some() {
        return Ok(None);
    }
    let seconds = sqlx::query_scalar!(
        r#"
        select extract(epoch from used_under_rate(tat, step, $2, $3) + $2 - $3)::float8 as "seconds!"
        from rate_limits where key = $1
        "#,
        key,
        step,
        span,
    )
    .fetch_optional(db)
    .await?;
    Ok(Some(Duration::from_secs_f64(seconds.unwrap_or(1.0).max(1.0))))
}

pub async fn forget(db: &PgPool, today: Date) -> sqlx::Result<()> {
    sqlx::query!("delete from rate_limits where tat < now()").execute(db).await?;
    keys::forget(db, today).await
}

/// The thresholds in force.
pub async fn thresholds(db: impl PgExecutor<'_>) -> sqlx::Result<Thresholds> {
    let rows = sqlx::query!(
        r#"select distinct on (name) name as "name: Threshold", value from threshold_changes order by name, id desc"#
    )
    .fetch_all(db)
    .await?;
    Ok(Thresholds(rows.into_iter().map(|row| (row.name, row.value)).collect()))
}

/// The newest changes, at most `limit`.
pub async fn changes(db: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as!(
        Change,
        r#"
        select at, name as "name: _", was, value, why, role, handle from threshold_changes order by id desc limit $1
        "#,
        limit,
    )
    .fetch_all(db)
    .await
}

/// The number of the newest change, 0 before the first. Whoever changes something names the one they saw.
pub async fn last_change(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "last!" from threshold_changes"#)
        .fetch_one(db)
        .await
}

/// Changes these thresholds together; false, and nothing is changed, when somebody changed any since `seen`.
pub async fn change(
    conn: &mut PgConnection,
    by: Changer<'_>,
    seen: i64,
    changed: &[(Threshold, i32)],
    why: &str,
) -> sqlx::Result<bool> {
    // A lock on the table would need rights to change its rows.
    sqlx::query!("select pg_advisory_xact_lock(hashtext('threshold_changes'))").execute(&mut *conn).await?;
    if last_change(&mut *conn).await? != seen {
        return Ok(false);
    }
    let in_force = thresholds(&mut *conn).await?;
    for (threshold, value) in changed {
        sqlx::query!(
            r#"
            insert into threshold_changes (name, was, value, why, account_id, role, handle)
            values ($1, $2, $3, $4, $5, $6, $7)
            "#,
            threshold.word(),
            in_force.of(*threshold),
            value,
            why,
            by.account,
            by.role,
            by.handle,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

fn interval(span: Duration) -> PgInterval {
    PgInterval { months: 0, days: 0, microseconds: i64::try_from(span.as_micros()).unwrap_or(i64::MAX) }
}
