//! The site's own clock. All that the site says of people's attempts goes by it: what falls due, what is fresh, when a plan
//! freezes. A demo may move it by whole days. Sessions, limits and claims go by the machine's.

use sqlx::PgExecutor;
use time::{Date, Duration, OffsetDateTime};

/// For whoever has the state at hand. The database's `site_now()` is its twin, moved by the same setting.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    days: i32,
}

impl Clock {
    /// So many days ahead of the machine's clock.
    pub fn moved_by(days: i32) -> Self {
        Self { days }
    }

    pub fn now(self) -> OffsetDateTime {
        machine_now() + Duration::days(self.days.into())
    }

    /// The day in UTC.
    pub fn today(self) -> Date {
        self.now().date()
    }
}

/// The moment by the machine's clock, in UTC: for sessions, limits, leases and whatever else no demo moves.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
pub fn machine_now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// The day in UTC by the machine's clock.
pub fn machine_today() -> Date {
    machine_now().date()
}

/// The last day that has begun anywhere, or will within hours, when it is this day in UTC: east of it people are a day
/// ahead. Nothing that they say of today lies in the future.
pub fn furthest(today: Date) -> Date {
    today.next_day().unwrap_or(today)
}

/// The moment by the site's clock, for whoever has only a connection.
pub async fn now(db: impl PgExecutor<'_>) -> sqlx::Result<OffsetDateTime> {
    sqlx::query_scalar!(r#"select site_now() as "now!""#).fetch_one(db).await
}

/// The day of [`now`].
pub async fn today(db: impl PgExecutor<'_>) -> sqlx::Result<Date> {
    sqlx::query_scalar!(r#"select site_today() as "today!""#).fetch_one(db).await
}
