//! Every statement that this feature sends to Postgres.

use super::{
    Way,
    thresholds::{Change, Changer, Threshold, Thresholds},
};
use crate::{
    config::Rate,
    db::keys,
    values::{ChangeId, ClosedList as _},
};
use sqlx::{PgConnection, PgExecutor, PgPool, postgres::types::PgInterval};
use std::time::Duration;
use time::Date;

/// A limit that a use counts in, under today's key and under the one of the day before.
#[derive(Debug)]
pub struct Bucket {
    pub key: Vec<u8>,
    /// The key of the day before, whose uses go on to count; empty where that day had no key.
    pub earlier: Vec<u8>,
    pub rate: Rate,
    pub way: Way,
}

/// Takes so many uses from each of the limits of a way that has room in all of its own; the time to wait when there is none.
pub async fn spend(db: &PgPool, buckets: &[Bucket], uses: u32) -> sqlx::Result<Option<Duration>> {
    let keys: Vec<Vec<u8>> = buckets.iter().map(|bucket| bucket.key.clone()).collect();
    let earlier: Vec<Vec<u8>> = buckets.iter().map(|bucket| bucket.earlier.clone()).collect();
    let steps: Vec<PgInterval> =
        buckets.iter().map(|bucket| interval(bucket.rate.span / bucket.rate.burst)).collect();
    let spans: Vec<PgInterval> = buckets.iter().map(|bucket| interval(bucket.rate.span)).collect();
    let on =
        |way: Way| buckets.iter().map(|bucket| [Way::Both, way].contains(&bucket.way)).collect::<Vec<bool>>();
    let wait = sqlx::query_scalar!(
        "select extract(epoch from take_by_either_way($1, $2, $3, $4, $5, $6, $7))::float8",
        i32::try_from(uses).unwrap_or(i32::MAX),
        &keys,
        &earlier,
        &steps,
        &spans,
        &on(Way::Little),
        &on(Way::Rest),
    )
    .fetch_one(db)
    .await?;
    Ok(wait.map(|seconds| Duration::from_secs_f64(seconds.max(1.0))))
}

pub async fn forget(db: &PgPool, today: Date) -> sqlx::Result<()> {
    // What somebody holds at this moment is left: it is about to count again.
    sqlx::query!(
        "delete from rate_limits where key in (select key from rate_limits where tat < now() for update skip locked)"
    )
    .execute(db)
    .await?;
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
pub async fn last_change(db: impl PgExecutor<'_>) -> sqlx::Result<ChangeId> {
    let last = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "last!" from threshold_changes"#);
    last.fetch_one(db).await.map(ChangeId)
}

/// Changes these thresholds together; false, and nothing is changed, when somebody changed any since `seen`.
pub async fn change(
    conn: &mut PgConnection,
    by: Changer<'_>,
    seen: ChangeId,
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
            by.account.0,
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

/// Gives back one use that was taken under this key.
pub async fn give_back(db: impl PgExecutor<'_>, key: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("update rate_limits set tat = tat - step where key = $1", key).execute(db).await?;
    Ok(())
}
