//! The verdict on an author's answer.

use crate::{moderation::item::ItemId, submissions::ReasonCode, values::ClosedList as _};
use sqlx::PgExecutor;

/// Whether an answer counts; if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    pub accepted: bool,
    pub reason: Option<ReasonCode>,
    /// To the author.
    pub message: String,
}

impl Ruling {
    /// As the item's state and the log's action.
    pub fn word(&self) -> &'static str {
        if self.accepted { "approved" } else { "rejected" }
    }

    pub fn reasons(&self) -> Vec<String> {
        let reason = self.reason.filter(|_| !self.accepted);
        reason.map(|reason| reason.word().to_owned()).into_iter().collect()
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
