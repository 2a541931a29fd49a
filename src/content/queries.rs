//! Every statement that this feature sends to Postgres. The paths and the case studies are written by their own features.

use sqlx::PgExecutor;

/// Which file a row was loaded from.
#[derive(Debug)]
pub struct LoadedRow {
    pub slug: String,
    pub hash: Option<String>,
    pub is_edited: bool,
}

#[derive(Debug, Default)]
pub struct KnownRows {
    pub paths: Vec<LoadedRow>,
    pub cases: Vec<LoadedRow>,
}

pub async fn known(db: impl PgExecutor<'_>) -> sqlx::Result<KnownRows> {
    let rows = sqlx::query!(
        r#"
        select true as "is_path!", slug as "slug!", content_hash, edited_at is not null as "is_edited!" from paths
        union all
        select false, slug, content_hash, edited_at is not null from case_studies
        "#
    )
    .fetch_all(db)
    .await?;
    let mut known = KnownRows::default();
    for row in rows {
        let side = if row.is_path { &mut known.paths } else { &mut known.cases };
        side.push(LoadedRow { slug: row.slug, hash: row.content_hash, is_edited: row.is_edited });
    }
    Ok(known)
}

/// Waits until no other copy of the program loads content; until the transaction ends.
pub async fn lock(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('content'))").execute(db).await?;
    Ok(())
}
