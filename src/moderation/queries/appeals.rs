//! Appeals, as moderators read and answer them.

use super::Judged;
use crate::{
    moderation::{
        appeal::{Answer, Appeal},
        item::ItemId,
    },
    values::{AccountId, ClosedList as _},
};
use sqlx::{PgConnection, PgExecutor};

pub async fn appeal(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as!(
        Appeal,
        r#"
        select a.words, a.sent_at, r.name as refused_by, a.answer, b.name as "answered_by?", a.answered_at,
               case when a.refused_at is null then i.reason_codes else a.refused_reasons end as "reason_codes!",
               case when a.refused_at is null then i.message else a.refused_message end as "message!",
               case when a.refused_at is null then i.note else a.refused_note end as "note!"
        from appeals a
        join review_items i on i.id = a.item_id
        join accounts r on r.id = a.refused_by
        left join accounts b on b.id = a.answered_by
        where a.item_id = $1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// Writes the ruling if the item is still as `by` read it and `by` holds it; none when it is not, and then the transaction
/// is to be given up. The refusal's words go over to the appeal, and the item says the answer.
pub async fn answer_appeal(
    conn: &mut PgConnection,
    item: ItemId,
    version: i32,
    by: AccountId,
    answer: &Answer,
) -> sqlx::Result<Option<Judged>> {
    sqlx::query!(
        r#"
        update appeals a
        set answer = $2, answered_at = now(), answered_by = $3, refused_at = i.decided_at, refused_reasons = i.reason_codes,
            refused_message = i.message, refused_note = i.note
        from review_items i
        where i.id = a.item_id and i.id = $1 and i.state = 'appealed'
        "#,
        item.0,
        answer.message,
        by.0,
    )
    .execute(&mut *conn)
    .await?;
    let judged = sqlx::query_as!(
        Judged,
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, version = version + 1,
            reason_codes = case when $4 = 'overturned' then '{}' else reason_codes end, message = $5, note = ''
        where id = $1 and version = $2 and state = 'appealed' and claimed_by = $3
        returning submission_id as "submission_id!", revision_id as "revision_id!"
        "#,
        item.0,
        version,
        by.0,
        answer.ruling.word(),
        answer.message,
    );
    judged.fetch_optional(conn).await
}
