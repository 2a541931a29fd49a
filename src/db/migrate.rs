use anyhow::{Error, Result, anyhow};
use sqlx::migrate::{Migrate as _, MigrateError};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use super::patience::{Patience, is_lock_timeout};
use super::{MIGRATOR, requirements, roles};

/// Brings the schema up to date as its owner, and gives the role `program` the rights that it needs of it. Several programs
/// may do so at once: they take turns.
///
/// A migration may run longer than a page may wait, so it has a connection without those limits. It never makes anybody
/// wait who uses the site meanwhile: if it does not get a table at once it lets go, and tries again. A role that may change
/// nothing only looks whether the schema is up to date. Fails in words for whoever runs the program.
pub async fn bring_up_to_date(owner: &PgConnectOptions, program: &str) -> Result<()> {
    let options = Patience::limited(owner.clone());
    let mut patience = Patience::new();
    loop {
        match try_once(&options, program).await {
            Err(error) if patience.has_some_for(&error) => patience.pause().await,
            done => return done.map_err(in_words),
        }
    }
}

/// On a connection of its own, as the lock that makes programs take turns goes with it.
async fn try_once(options: &PgConnectOptions, program: &str) -> Result<()> {
    let mut conn = options.connect().await?;
    if roles::too_much(&mut conn).await?.is_some() {
        requirements::has_trigrams(&mut conn).await?;
        MIGRATOR.run_direct(None, &mut conn, false).await?;
        if program != options.get_username() {
            roles::grant(&mut conn, program).await?;
        }
    } else {
        look(&mut conn).await?;
    }
    Ok(conn.close().await?)
}

/// Fails unless the schema is the one that this program knows.
async fn look(conn: &mut PgConnection) -> Result<()> {
    let applied = conn
        .list_applied_migrations(&MIGRATOR.table_name)
        .await
        .map_err(|_| anyhow!("This database has no tables for this role, and {WHO_MAKES_THEM}"))?;
    if let Some(newer) = applied.iter().find(|applied| !MIGRATOR.version_exists(applied.version)) {
        return Err(MigrateError::VersionMissing(newer.version).into());
    }
    for ours in MIGRATOR.iter() {
        match applied.iter().find(|applied| applied.version == ours.version) {
            None => {
                return Err(anyhow!("This database lacks the change {}, and {WHO_MAKES_THEM}", ours.version));
            }
            Some(applied) if applied.checksum != ours.checksum => {
                return Err(MigrateError::VersionMismatch(ours.version).into());
            }
            Some(_) => {}
        }
    }
    Ok(())
}

const WHO_MAKES_THEM: &str = "the role of DATABASE_URL may not make any: set MIGRATION_DATABASE_URL to that of the \
                              database's owner, or run `firstbucket migrate` with it first";

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
            Patience::seconds()
        ),
        _ => return error.context("bringing the database up to date"),
    };
    anyhow!(words)
}
