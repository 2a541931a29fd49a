//! The database: one pool, the migrations, and the private PostgreSQL that runs when no
//! `DATABASE_URL` is given.

mod columns;
mod connect;
mod database;
pub mod keys;
pub mod local;
mod migrate;
mod patience;
mod requirements;
pub mod roles;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use sqlx::migrate::Migrator;

pub(crate) use columns::with_columns;
pub use connect::forget_ended;
pub use database::Database;
pub use keys::server_key;

/// All migrations of `migrations/`, built into the program. One static for everybody: each use of the
/// macro would embed them again.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Where the database is, and how long anything may wait for it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `postgres://user:password@host/name`; without it, a private PostgreSQL is started.
    pub url: Option<String>,
    /// How the owner of the tables connects, who alone may change the schema; without it, that of `url` tries to.
    pub migration_url: Option<String>,
    /// The folder of the private PostgreSQL. Existing data is never replaced.
    pub data_dir: PathBuf,
    /// The most connections open at once; twice the number of cores is enough for reading.
    pub pool_size: u32,
    /// How long a request waits for a free connection before it is told to come back later.
    pub acquire_timeout: Duration,
    /// The longest a statement may run.
    pub statement_timeout: Duration,
    /// The longest a statement may wait for a lock.
    pub lock_timeout: Duration,
    /// By how many days `site_now()` is ahead of the server's clock.
    pub clock_days: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: None,
            migration_url: None,
            data_dir: "var/postgres".into(),
            pool_size: 10,
            acquire_timeout: Duration::from_secs(2),
            statement_timeout: Duration::from_secs(3),
            lock_timeout: Duration::from_secs(2),
            clock_days: 0,
        }
    }
}
