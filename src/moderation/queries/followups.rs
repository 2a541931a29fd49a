//! The verdict on an author's answer, and its line in the log.

use crate::{accounts::Member, moderation::item::ItemId, submissions::ReasonCode, values::ClosedList as _};
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

    fn reasons(&self) -> Vec<String> {
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

pub async fn record(db: impl PgExecutor<'_>, item: ItemId, by: &Member, ruling: &Ruling) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into moderation_events (item_id, kind, submission_id, account_id, role, handle, action, reason_codes, path_id,
                                       outcome_class, experience_id)
        select i.id, i.kind, i.submission_id, $2, $3, $4, $5, $6, e.path_id, e.monthly_net_band, e.id
        from review_items i join experiences e on e.submission_id = i.submission_id
        where i.id = $1
        "#,
        item.0,
        by.id,
        by.role.word(),
        by.handle,
        ruling.word(),
        &ruling.reasons(),
    )
    .execute(db)
    .await?;
    Ok(())
}
