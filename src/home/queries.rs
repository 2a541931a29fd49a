//! Statements for the sitemap: addresses and the days on which their pages changed.

use crate::values::ExperienceId;
use sqlx::PgPool;
use time::Date;

/// The pages of the directory that come and go with its rows: address and day of the last change.
pub async fn directory(db: &PgPool) -> sqlx::Result<Vec<(String, Date)>> {
    let rows = sqlx::query!(
        r#"
        select '/paths/' || slug as "address!", updated_on as "changed!" from paths
        union all
        select '/paths/' || slug || '/starts', updated_on from paths p
        where exists (select from experiences e where e.path_id = p.id and e.kind = 'registered_start')
        union all
        select '/cases/' || slug, last_checked_on from case_studies
        order by 1
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.address, row.changed)).collect())
}

/// The published experiences with ids from `first` to `last`.
pub async fn experiences(
    db: &PgPool,
    first: ExperienceId,
    last: ExperienceId,
) -> sqlx::Result<Vec<(String, Date)>> {
    let rows = sqlx::query!(
        r#"
        select '/experiences/' || id as "address!",
               (coalesce(amended_at, published_at) at time zone 'utc')::date as "changed!"
        from experiences where id between $1 and $2 order by id
        "#,
        first.0,
        last.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.address, row.changed)).collect())
}

/// The highest id of an experience; 0 while there is none.
pub async fn last_experience(db: &PgPool) -> sqlx::Result<ExperienceId> {
    let last = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "id!" from experiences"#);
    last.fetch_one(db).await.map(ExperienceId)
}
