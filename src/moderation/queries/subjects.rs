//! What items are about, besides reports.

use crate::moderation::{appeal::Appeal, flag::Flag, item::ItemId, update::Update};
use sqlx::PgExecutor;

pub async fn flag(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<Flag>> {
    sqlx::query_as!(
        Flag,
        r#"
        select f.reason, f.words, f.answer,
               coalesce('/cases/' || c.slug, '/experiences/' || e.id, '/paths/' || p.slug) as "url!"
        from flags f
        join paths p on p.id = f.path_id
        left join case_studies c on c.id = f.case_study_id
        left join experiences e on e.submission_id = f.submission_id
        where f.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

pub async fn update(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<Update>> {
    sqlx::query_as!(
        Update,
        r#"
        select number, as_of, still_doing, revenue as "revenue: _", costs as "costs: _", currency, hours, note
        from experience_updates where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

pub async fn appeal(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as!(Appeal, "select words, answer from appeals where item_id = $1", item.0)
        .fetch_optional(db)
        .await
}
