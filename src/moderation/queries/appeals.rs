//! Appeals, as moderators read and answer them.

use super::deciding::change_held;
use crate::{
    moderation::{
        Held,
        decisions::{appeal::Appeal, written::Written},
    },
    values::{ClosedList as _, ItemId},
};
use sqlx::{PgConnection, PgExecutor};

pub async fn appeal(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as!(
        Appeal,
        r#"
        select a.words, a.sent_at, r.name as refused_by, a.answer, b.name as "answered_by?", a.answered_at,
               case when a.refused_at is null then i.reason_codes else a.refused_reasons end as "reasons!: _",
               case when a.refused_at is null then i.message else a.refused_message end as "message!",
               case when a.refused_at is null then i.note else a.refused_note end as "note!",
               case when a.refused_at is not null and a.answer is null then i.note else '' end as "first_answer!"
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

/// Takes the words of the refusal over to its appeal, once, before the item says anything else; of what is no appeal nothing.
pub async fn keep_refusal(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update appeals a
        set refused_at = i.decided_at, refused_reasons = i.reason_codes, refused_message = i.message, refused_note = i.note
        from review_items i
        where i.id = a.item_id and i.id = $1 and i.state = 'appealed' and a.refused_at is null
        "#,
        item.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes the first of two who overturn a refusal and leaves the appeal to somebody else, with the answer as a note for them; false
/// when it is not held so. The refusal was kept before.
pub async fn pass_appeal_on(
    conn: &mut PgConnection,
    held: &Held<'_>,
    written: &Written<'_>,
) -> sqlx::Result<bool> {
    change_held!(
        conn,
        held,
        r#"
        update review_items i
        set claimed_by = null, claimed_until = null, held_since = null, first_reader = $3, needs_second_reader = true,
            version = i.version + 1, reason_codes = a.refused_reasons, message = a.refused_message, note = $4
        from appeals a
        where a.item_id = i.id and i.id = $1 and i.version = $2 and i.state = 'appealed' and i.claimed_by = $3
          and i.first_reader is null
        "#,
        written.message,
    )
}

/// Writes the ruling; false when the item is not held so, or when overturning it takes a second reader since and this is the
/// first, and then the transaction is to be given up. The item says the answer; the refusal was kept before.
pub async fn answer_appeal(
    conn: &mut PgConnection,
    held: &Held<'_>,
    written: &Written<'_>,
) -> sqlx::Result<bool> {
    let judged = sqlx::query!(
        r#"
        update review_items i
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, held_since = null,
            version = i.version + 1, reason_codes = case when $4 = 'overturned' then '{}' else a.refused_reasons end,
            message = $5, note = ''
        from appeals a
        where a.item_id = i.id and i.id = $1 and i.version = $2 and i.state = 'appealed' and i.claimed_by = $3
          and ($4 <> 'overturned' or i.first_reader <> $3 or not takes_two_readers(i))
        "#,
        held.item.0,
        held.version,
        held.by.id.0,
        written.state.word(),
        written.message,
    );
    if judged.execute(&mut *conn).await?.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query!(
        "update appeals set answer = $2, answered_at = now(), answered_by = $3 where item_id = $1",
        held.item.0,
        written.message,
        held.by.id.0,
    )
    .execute(conn)
    .await?;
    Ok(true)
}
