//! The verdict on an author's answer.

use crate::{moderation::item::ItemId, submissions::ReasonCode, values::ClosedList as _};
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

/// Writes the verdict if the item is still as `by` read it and `by` holds it; false when it is not.
pub async fn judge(
    db: impl PgExecutor<'_>,
    item: ItemId,
    version: i32,
    by: i64,
    ruling: &Ruling,
) -> sqlx::Result<bool> {
    let judged = sqlx::query!(
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null, version = version + 1,
            reason_codes = $5, message = $6
        where id = $1 and version = $2 and kind = 'update' and state = 'claimed' and claimed_by = $3
        "#,
        item.0,
        version,
        by,
        ruling.word(),
        &ruling.reasons(),
        ruling.message,
    )
    .execute(db)
    .await?;
    Ok(judged.rows_affected() == 1)
}
