use std::str::FromStr as _;

use anyhow::{Context as _, Result};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::task::spawn_blocking;

use super::local::{LocalServer, Options};
use super::watch::Watch;
use super::{Settings, connect, migrate, requirements};

/// What the private server calls the product's database.
const NAME: &str = "firstbucket";

/// The open database. Close it before the program ends: the private server then stops in order.
pub struct Database {
    pool: PgPool,
    plain: PgConnectOptions,
    watch: Option<Watch>,
}

impl Database {
    /// The database of `settings.url`, waited for up to 30 seconds, or one on a server of our own.
    ///
    /// Fails when there is no server, and when the server could lose what it has acknowledged.
    pub async fn open(settings: &Settings) -> Result<Self> {
        match &settings.url {
            Some(url) => {
                let plain =
                    PgConnectOptions::from_str(url).context("DATABASE_URL is not a PostgreSQL address")?;
                Self::connect(plain, settings, None).await
            }
            None => Self::open_local(settings).await,
        }
    }

    /// A handle on the connections; cheap to clone.
    pub fn pool(&self) -> PgPool {
        self.pool.clone()
    }

    /// Brings the schema up to date; see [`migrate::bring_up_to_date`].
    pub async fn migrate(&self) -> Result<()> {
        migrate::bring_up_to_date(&self.plain).await
    }

    /// Closes all connections and stops the private server, unless other programs still use it.
    pub async fn close(self) -> Result<()> {
        self.pool.close().await;
        match self.watch {
            Some(watch) => watch.stop().await,
            None => Ok(()),
        }
    }

    async fn open_local(settings: &Settings) -> Result<Self> {
        let options = Options { folder: settings.data_dir.clone(), linger: 0, throwaway: false };
        let server = spawn_blocking(move || LocalServer::start(&options)).await??;
        create_database(&server).await?;
        tracing::info!(url = server.url(NAME), "the private PostgreSQL is up");
        let plain = server.connect_options(NAME);
        Self::connect(plain, settings, Some(Watch::over(server))).await
    }

    async fn connect(plain: PgConnectOptions, settings: &Settings, watch: Option<Watch>) -> Result<Self> {
        let options = connect::limited(plain.clone(), settings);
        let mut first = connect::once_it_is_up(&options).await?;
        requirements::is_durable(&mut first).await?;
        first.close().await?;
        let pool = connect::pool(options, settings);
        Ok(Self { pool, plain, watch })
    }
}

async fn create_database(server: &LocalServer) -> Result<()> {
    let mut conn = server.connect_options("postgres").connect().await?;
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(NAME)
        .fetch_one(&mut conn)
        .await?;
    if !exists {
        let created = sqlx::raw_sql("create database firstbucket").execute(&mut conn).await;
        created.map(drop).or_else(|error| if another_did(&error) { Ok(()) } else { Err(error) })?;
    }
    Ok(conn.close().await?)
}

/// Another program starting at the same time was quicker: a duplicate database, or its unique key.
fn another_did(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == "42P04" || code == "23505")
}
