//! The requirements that a server must meet.

use anyhow::{Result, bail, ensure};
use sqlx::postgres::PgConnection;

/// Fails when the server may lose in a crash what it has acknowledged: a story is thanked for only
/// once it is safe. A throw-away server of the tests is let through by its mark.
pub async fn is_durable(conn: &mut PgConnection) -> Result<()> {
    let (unsafe_settings, throwaway): (Vec<String>, bool) = sqlx::query_as(
        "select coalesce(array_agg(name order by name), '{}'), \
                coalesce(current_setting('firstbucket.throwaway', true) = 'on', false) \
         from pg_settings \
         where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'",
    )
    .fetch_one(conn)
    .await?;
    if unsafe_settings.is_empty() || throwaway {
        return Ok(());
    }
    bail!(
        "this PostgreSQL can lose stories in a crash, because of {} = off: set it to on",
        unsafe_settings.join(", ")
    )
}

/// Fails when search has no `pg_trgm` to stand on; the migrations turn it on.
pub async fn has_trigrams(conn: &mut PgConnection) -> Result<()> {
    let available: bool =
        sqlx::query_scalar("select exists (select from pg_available_extensions where name = 'pg_trgm')")
            .fetch_one(conn)
            .await?;
    ensure!(
        available,
        "this PostgreSQL lacks the extension pg_trgm: install its contrib package \
         (dnf install postgresql-contrib; in Debian it is part of postgresql)"
    );
    Ok(())
}
