use std::str::FromStr as _;

use anyhow::{Context as _, Result};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::task::spawn_blocking;

use super::local::{LocalServer, Options};
use super::watch::Watch;
use super::{Settings, connect, migrate, requirements, roles};

/// The name of the product's database on the private server.
const NAME: &str = "firstbucket";

/// The open database. Close it before the program ends: the private server then stops in order.
pub struct Database {
    pool: PgPool,
    owner_pool: PgPool,
    /// How the pool connects, without its limits.
    program: PgConnectOptions,
    owner: PgConnectOptions,
    watch: Option<Watch>,
}

impl Database {
    /// The database of `settings.url`, waited for up to 30 seconds, or one on a server of our own.
    ///
    /// Fails when there is no server, and when the server could lose what it has acknowledged.
    pub async fn open(settings: &Settings) -> Result<Self> {
        match &settings.url {
            Some(url) => {
                let program =
                    PgConnectOptions::from_str(url).context("DATABASE_URL is not a PostgreSQL address")?;
                let owner = settings.migration_url.as_deref().map(PgConnectOptions::from_str).transpose();
                let owner = owner.context("MIGRATION_DATABASE_URL is not a PostgreSQL address")?;
                let owner = owner.unwrap_or_else(|| program.clone());
                Self::connect(program, owner, settings, None).await
            }
            None => Self::open_local(settings).await,
        }
    }

    /// A handle on the connections; cheap to clone.
    pub fn pool(&self) -> PgPool {
        self.pool.clone()
    }

    /// A pool as the owner of the tables: for benchmarks and tests, which take them apart, and never for the site.
    pub fn owner_pool(&self) -> PgPool {
        self.owner_pool.clone()
    }

    /// Brings the schema up to date; see [`migrate::bring_up_to_date`]. Says so if the program's role has more rights than it
    /// needs.
    pub async fn migrate(&self) -> Result<()> {
        let name = self.program.get_username();
        migrate::bring_up_to_date(&self.owner, name).await?;
        if let Some(has) = roles::too_much(&mut *self.pool.acquire().await?).await? {
            tracing::warn!(
                "the program's own role in the database, {name}, {has}: a hole in the program would open those, too. Give \
                 DATABASE_URL a role that owns nothing, and MIGRATION_DATABASE_URL the owner's (README, \"Two roles\")"
            );
        }
        Ok(())
    }

    /// Closes all connections and stops the private server, unless other programs still use it.
    pub async fn close(self) -> Result<()> {
        self.pool.close().await;
        self.owner_pool.close().await;
        match self.watch {
            Some(watch) => watch.stop().await,
            None => Ok(()),
        }
    }

    async fn open_local(settings: &Settings) -> Result<Self> {
        let options = Options { folder: settings.data_dir.clone(), linger: 0, throwaway: false };
        let server = spawn_blocking(move || LocalServer::start(&options)).await??;
        create_database(&server).await?;
        roles::make(&server.connect_options(NAME)).await?;
        let [program, owner] =
            [roles::PROGRAM, roles::OWNER].map(|role| server.connect_options(NAME).username(role));
        tracing::info!(url = server.url(NAME), "the private PostgreSQL is up");
        Self::connect(program, owner, settings, Some(Watch::over(server))).await
    }

    async fn connect(
        program: PgConnectOptions,
        owner: PgConnectOptions,
        settings: &Settings,
        watch: Option<Watch>,
    ) -> Result<Self> {
        let options = connect::limited(program.clone(), settings);
        let mut first = connect::once_it_is_up(&options).await?;
        requirements::is_durable(&mut first).await?;
        first.close().await?;
        let pool = connect::pool(options, settings);
        let owner_pool = connect::pool(connect::limited(owner.clone(), settings), settings);
        Ok(Self { pool, owner_pool, program, owner, watch })
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
