//! Every statement that this feature sends to Postgres.

use crate::config::Rate;
use sqlx::{PgPool, postgres::types::PgInterval};
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
        insert into rate_limits as held (key, tat) values ($1, now() + $2)
        on conflict (key) do update set tat = greatest(held.tat, now()) + $2
            where greatest(held.tat, now()) + $2 <= now() + $3
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
        r#"select extract(epoch from tat + $2 - now() - $3)::float8 as "seconds!" from rate_limits where key = $1"#,
        key,
        step,
        span,
    )
    .fetch_optional(db)
    .await?;
    Ok(Some(Duration::from_secs_f64(seconds.unwrap_or(1.0).max(1.0))))
}

/// The key of the day, made by whichever copy of the program needs it first.
pub async fn key_of_day(db: &PgPool, day: Date) -> sqlx::Result<Vec<u8>> {
    let known =
        sqlx::query_scalar!("select key from address_keys where day = $1", day).fetch_optional(db).await?;
    if let Some(key) = known {
        return Ok(key);
    }
    let mut fresh = [0; 32];
    getrandom::fill(&mut fresh).map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    sqlx::query_scalar!(
        r#"
        insert into address_keys (day, key) values ($1, $2)
        on conflict (day) do update set key = address_keys.key
        returning key
        "#,
        day,
        &fresh,
    )
    .fetch_one(db)
    .await
}

pub async fn forget(db: &PgPool, today: Date) -> sqlx::Result<()> {
    sqlx::query!("delete from rate_limits where tat < now()").execute(db).await?;
    sqlx::query!("delete from address_keys where day < $1::date - 1", today).execute(db).await?;
    Ok(())
}

fn interval(span: Duration) -> PgInterval {
    PgInterval { months: 0, days: 0, microseconds: i64::try_from(span.as_micros()).unwrap_or(i64::MAX) }
}
