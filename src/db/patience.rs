use std::time::{Duration, Instant};

use anyhow::Error;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnectOptions;
use tokio::time::sleep;

/// How long a change waits for a table. Whoever wants to read or write it meanwhile waits behind.
const LOCK_TIMEOUT: &str = "400ms";
const TRY_AGAIN_AFTER: Duration = Duration::from_millis(600);

/// How long it goes on trying: as long as other work may hold a table, or another program may migrate.
const PATIENCE: Duration = Duration::from_secs(600);

/// For changes of the schema: one that does not get a table at once lets go and is tried again, so that nobody who uses the
/// site waits for it.
pub struct Patience {
    begin: Instant,
    announced: bool,
}

impl Patience {
    pub fn new() -> Self {
        Self { begin: Instant::now(), announced: false }
    }

    /// Connections that let go.
    pub fn limited(options: PgConnectOptions) -> PgConnectOptions {
        options.application_name("firstbucket-migrate").options([("lock_timeout", LOCK_TIMEOUT)])
    }

    /// Whether it failed for want of a table, and may be tried once more.
    pub fn has_some_for(&self, error: &Error) -> bool {
        is_lock_timeout(error) && self.begin.elapsed() < PATIENCE
    }

    pub async fn pause(&mut self) {
        if !self.announced {
            tracing::warn!(
                "the database is in use by other work, or brought up to date by another copy; trying again for up to {} s",
                Self::seconds()
            );
            self.announced = true;
        }
        sleep(TRY_AGAIN_AFTER).await;
    }

    pub fn seconds() -> u64 {
        PATIENCE.as_secs()
    }
}

pub fn is_lock_timeout(error: &Error) -> bool {
    let cause = match error.downcast_ref() {
        Some(MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)) => Some(cause),
        _ => error.downcast_ref::<sqlx::Error>(),
    };
    let code = cause.and_then(|cause| cause.as_database_error()).and_then(|error| error.code());
    code.is_some_and(|code| code == "55P03")
}
