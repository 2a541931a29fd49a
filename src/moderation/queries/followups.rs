//! The verdict on an author's answer.

use super::deciding::Held;
use crate::{
    moderation::item::ItemId,
    submissions::ReasonCode,
    values::{AccountId, ClosedList as _},
};
use sqlx::PgExecutor;

/// Whether an answer counts; if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    pub accepted: bool,
    /// None of what counts, as is the message.
    pub reason: Option<ReasonCode>,
    /// To the author.
    pub message: String,
}

impl Ruling {
    /// As the item's state and the log's action.
    pub fn word(&self) -> &'static str {
        if self.accepted { "approved" } else { "rejected" }
    }

    /// As the address of the next page has it.
    pub fn done(&self) -> &'static str {
        if self.accepted { "counted" } else { "not_counted" }
    }

    pub fn reasons(&self) -> Vec<String> {
        self.reason.map(|reason| reason.word().to_owned()).into_iter().collect()
    }
}

/// Notes the first of two approvals and leaves the answer to somebody else; false when the item is not held so.
pub async fn pass_on(db: impl PgExecutor<'_>, (item, version, by): Held) -> sqlx::Result<bool> {
    let passed = sqlx::query!(
        r#"
        update review_items
        set state = 'queued', claimed_by = null, claimed_until = null, held_since = null, first_reader = $3,
            needs_second_reader = true, version = version + 1
        where id = $1 and version = $2 and kind = 'update' and state = 'claimed' and claimed_by = $3 and first_reader is null
        "#,
        item.0,
        version,
        by.0,
    )
    .execute(db)
    .await?;
    Ok(passed.rows_affected() == 1)
}

/// An answer to be examined.
#[derive(Debug)]
pub struct Examined {
    pub submission_id: i64,
    pub update_id: i64,
    pub number: i32,
}

/// None when the item is about no answer.
pub async fn examined(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Examined>> {
    sqlx::query_as!(
        Examined,
        r#"
        select u.submission_id, u.id as update_id, u.number
        from review_items i join experience_updates u on u.id = i.update_id where i.id = $1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// Writes the verdict if the item is still as `by` read it and `by` holds it; false when it is not, or when letting it count takes a
/// second reader since and this is the first.
pub async fn judge(
    db: impl PgExecutor<'_>,
    item: ItemId,
    version: i32,
    by: AccountId,
    ruling: &Ruling,
) -> sqlx::Result<bool> {
    let judged = sqlx::query!(
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, held_since = null,
            version = version + 1, reason_codes = $5, message = $6
        where id = $1 and version = $2 and kind = 'update' and state = 'claimed' and claimed_by = $3
          and ($4 <> 'approved' or first_reader <> $3 or not takes_two_readers(review_items))
        "#,
        item.0,
        version,
        by.0,
        ruling.word(),
        &ruling.reasons(),
        ruling.message,
    )
    .execute(db)
    .await?;
    Ok(judged.rows_affected() == 1)
}
