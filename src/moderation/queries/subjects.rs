//! What items are about, besides reports.

use crate::moderation::update::Update;
use sqlx::PgExecutor;

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
