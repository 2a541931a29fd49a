use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use futures_util::future::join_all;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::time::{sleep, timeout};

use super::Settings;

/// How long a server may take to come up after us, as when a whole system starts at once.
const PATIENCE: Duration = Duration::from_secs(30);
const TRY_EVERY: Duration = Duration::from_millis(500);
const ONE_TRY: Duration = Duration::from_secs(5);

/// Longer than any request lives: only a transaction nobody will finish is ended by this.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(10);
const ONE_PING: Duration = Duration::from_secs(1);
/// Who has answered so lately is taken to be there still.
const FRESH: Duration = Duration::from_secs(1);
const CONNECTION_LIFE: Duration = Duration::from_secs(30 * 60);

/// Adds what each connection of the pool asks the server for.
pub fn limited(options: PgConnectOptions, settings: &Settings) -> PgConnectOptions {
    let milliseconds = |limit: Duration| limit.as_millis().to_string();
    options.application_name("firstbucket").options([
        ("statement_timeout", milliseconds(settings.statement_timeout)),
        ("lock_timeout", milliseconds(settings.lock_timeout)),
        ("idle_in_transaction_session_timeout", milliseconds(IDLE_IN_TRANSACTION)),
        // Optional filters are one static statement, for which a general plan reads the whole table.
        ("plan_cache_mode", "force_custom_plan".into()),
        ("firstbucket.clock_days", settings.clock_days.to_string()),
    ])
}

/// Connects, waiting for a server that is not there yet.
pub async fn once_it_is_up(options: &PgConnectOptions) -> Result<PgConnection> {
    let begin = Instant::now();
    let mut announced = false;
    loop {
        let reason = match timeout(ONE_TRY, options.connect()).await {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(error)) if is_not_up_yet(&error) => anyhow!(error),
            Ok(Err(error)) => return Err(error).context("connecting to the database"),
            Err(_) => anyhow!("no answer within {} s", ONE_TRY.as_secs()),
        };
        if begin.elapsed() > PATIENCE {
            return Err(reason.context(format!("the database is not there after {} s", PATIENCE.as_secs())));
        }
        if !announced {
            tracing::warn!("waiting up to {} s for the database: {reason}", PATIENCE.as_secs());
            announced = true;
        }
        sleep(TRY_EVERY).await;
    }
}

/// Nobody listens there, its name is not known yet, or it says that it is starting (57P03).
fn is_not_up_yet(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| code == "57P03"),
        _ => false,
    }
}

/// The pool, which opens its connections when they are first needed.
pub fn pool(options: PgConnectOptions, settings: &Settings) -> PgPool {
    PgPoolOptions::new()
        .max_connections(settings.pool_size)
        .acquire_timeout(settings.acquire_timeout)
        .max_lifetime(CONNECTION_LIFE)
        // A ping at each use costs a quarter of the pages a server can give, so only what was idle is asked.
        .test_before_acquire(false)
        .before_acquire(|conn, about| {
            Box::pin(async move { if about.idle_for < FRESH { Ok(true) } else { still_answers(conn).await } })
        })
        .after_release(|conn, _| Box::pin(still_answers(conn)))
        .connect_lazy_with(options)
}

/// The pool itself waits without end for a connection that was given back and no longer answers, and counts it among
/// its own: a few of those would use it up, though the database is there.
async fn still_answers(conn: &mut PgConnection) -> sqlx::Result<bool> {
    timeout(ONE_PING, conn.ping()).await.map_err(|_| sqlx::Error::PoolTimedOut)??;
    Ok(true)
}

/// Lets go of the idle connections that the server has ended, as when it was started again.
pub async fn forget_ended(pool: &PgPool) {
    let idle: Vec<_> = std::iter::from_fn(|| pool.try_acquire()).collect();
    join_all(idle.into_iter().map(async |mut conn| {
        if still_answers(&mut conn).await.is_err() {
            drop(conn.detach());
        }
    }))
    .await;
}
