//! Appeals, as moderators read and answer them.

use super::Judged;
use crate::moderation::{
    appeal::{Answer, Appeal},
    item::ItemId,
};
use crate::values::ClosedList as _;
use sqlx::{PgConnection, PgExecutor};

pub async fn appeal(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as!(
        Appeal,
        r#"
        select a.words, a.sent_at, r.name as refused_by, a.answer, b.name as "answered_by?", a.answered_at
        from appeals a join accounts r on r.id = a.refused_by left join accounts b on b.id = a.answered_by
        where a.item_id = $1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// Writes the ruling if the item is still as `by` read it and `by` holds it; none when it is not.
pub async fn answer_appeal(
    conn: &mut PgConnection,
    item: ItemId,
    version: i32,
    by: i64,
    answer: &Answer,
) -> sqlx::Result<Option<Judged>> {
    let judged = sqlx::query_as!(
        Judged,
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, version = version + 1
        where id = $1 and version = $2 and state = 'appealed' and claimed_by = $3
        returning submission_id as "submission_id!", revision_id as "revision_id!"
        "#,
        item.0,
        version,
        by,
        answer.ruling.word(),
    );
    let judged = judged.fetch_optional(&mut *conn).await?;
    if judged.is_some() {
        sqlx::query!(
            "update appeals set answer = $2, answered_at = now(), answered_by = $3 where item_id = $1",
            item.0,
            answer.message,
            by,
        )
        .execute(conn)
        .await?;
    }
    Ok(judged)
}
