use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow};
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::time::sleep;

use super::{MIGRATOR, requirements};

/// How long a migration waits for a table. Whoever wants to read or write it meanwhile waits behind.
const LOCK_TIMEOUT: &str = "400ms";
const TRY_AGAIN_AFTER: Duration = Duration::from_millis(600);

/// How long it goes on trying: as long as other work may hold a table, or another program may migrate.
const PATIENCE: Duration = Duration::from_secs(600);

/// Brings the schema up to date. Several programs may do so at once: they take turns.
///
/// A migration may run longer than a page may wait, so it has a connection without those limits. It never makes anybody
/// wait who uses the site meanwhile: if it does not get a table at once it lets go, and tries again. Fails in words for
/// whoever runs the program.
pub async fn bring_up_to_date(plain: &PgConnectOptions) -> Result<()> {
    let options =
        plain.clone().application_name("firstbucket-migrate").options([("lock_timeout", LOCK_TIMEOUT)]);
    let begin = Instant::now();
    let mut announced = false;
    loop {
        match try_once(&options).await {
            Ok(()) => return Ok(()),
            Err(error) if is_lock_timeout(&error) && begin.elapsed() < PATIENCE => {
                if !announced {
                    tracing::warn!(
                        "the database is in use by other work, or brought up to date by another copy; trying again for \
                         up to {} s",
                        PATIENCE.as_secs()
                    );
                    announced = true;
                }
                sleep(TRY_AGAIN_AFTER).await;
            }
            Err(error) => return Err(in_words(error)),
        }
    }
}

/// On a connection of its own, as the lock that makes programs take turns goes with it.
async fn try_once(options: &PgConnectOptions) -> Result<()> {
    let mut conn = options.connect().await?;
    requirements::has_trigrams(&mut conn).await?;
    MIGRATOR.run_direct(None, &mut conn, false).await?;
    Ok(conn.close().await?)
}

fn is_lock_timeout(error: &Error) -> bool {
    let cause = match error.downcast_ref() {
        Some(MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)) => cause,
        _ => return false,
    };
    cause.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "55P03")
}

fn in_words(error: Error) -> Error {
    let words = match error.downcast_ref() {
        Some(MigrateError::VersionMissing(version)) => format!(
            "This database was brought up to date by a newer First Bucket: it has the change {version}, which this one \
             does not know. Start the newer one, or give this one a backup from before that change"
        ),
        Some(MigrateError::VersionMismatch(version)) => format!(
            "This database was made by another First Bucket than this one: its change {version} is not ours. Start \
             the program that made it, or name another database"
        ),
        _ if is_lock_timeout(&error) => format!(
            "The database could not be brought up to date, as other work held its tables for {} s. Find it in \
             pg_stat_activity, end it, and start again; nothing is half done",
            PATIENCE.as_secs()
        ),
        _ => return error.context("bringing the database up to date"),
    };
    anyhow!(words)
}
