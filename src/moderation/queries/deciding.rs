//! A verdict, and its line in the log. Both take the transaction of whoever decides.

use crate::{
    accounts::Member,
    moderation::{decision::Decision, item::ItemId},
    values::ClosedList as _,
};
use sqlx::{PgConnection, PgExecutor};

#[derive(Debug)]
pub struct Judged {
    pub submission_id: i64,
    pub revision_id: i64,
}

/// Holds the item's submission until the transaction ends, so that its author changes nothing meanwhile; gives its
/// state. Whoever changes both takes the submission first.
pub async fn hold_submission(conn: &mut PgConnection, item: ItemId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select s.state from submissions s join review_items i on i.submission_id = s.id
        where i.id = $1 for no key update of s
        "#,
        item.0,
    )
    .fetch_optional(conn)
    .await
}

/// Writes the verdict if the item is still as `by` read it and `by` holds it; none when it is not.
pub async fn judge(
    conn: &mut PgConnection,
    item: ItemId,
    version: i32,
    by: i64,
    decision: &Decision,
) -> sqlx::Result<Option<Judged>> {
    sqlx::query_as!(
        Judged,
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null,
            version = version + 1, reason_codes = $5, message = $6, note = $7
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3
        returning submission_id as "submission_id!", revision_id as "revision_id!"
        "#,
        item.0,
        version,
        by,
        decision.verdict.word(),
        &decision.reason_words(),
        decision.message,
        decision.note,
    )
    .fetch_optional(conn)
    .await
}

/// Hands the item to somebody else to read; false when it is not `by`'s in this version.
pub async fn hand_over(conn: &mut PgConnection, item: ItemId, version: i32, by: i64) -> sqlx::Result<bool> {
    let handed = sqlx::query!(
        r#"
        update review_items
        set state = 'queued', claimed_by = null, claimed_until = null, needs_second_reader = true, first_reader = $3,
            version = version + 1
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3
        "#,
        item.0,
        version,
        by,
    )
    .execute(conn)
    .await?;
    Ok(handed.rows_affected() == 1)
}

/// A line of the log, for an item of any kind; `outcome_class` is empty where there is none. What leads to no published experience appears with its week, on the Monday after.
pub async fn record(
    db: impl PgExecutor<'_>,
    item: ItemId,
    by: &Member,
    action: &str,
    reasons: &[String],
    outcome_class: &str,
    experience_id: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into moderation_events (item_id, kind, submission_id, account_id, role, handle, action, reason_codes, path_id,
                                       outcome_class, experience_id, public_from)
        select i.id, i.kind, coalesce(i.submission_id, f.submission_id), $2, $3, $4, $5, $6, t.path_id, $7, $8::bigint,
               case when $8::bigint is null
                    then (date_trunc('week', now() at time zone 'utc') + interval '7 days') at time zone 'utc'
                    else now() end
        from review_items i join review_subjects t on t.item_id = i.id left join flags f on f.id = i.flag_id
        where i.id = $1
        "#,
        item.0,
        by.id,
        by.role.word(),
        by.handle,
        action,
        reasons,
        outcome_class,
        experience_id,
    )
    .execute(db)
    .await?;
    Ok(())
}
