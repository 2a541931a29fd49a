//! Texts for authors, and what may be refused in bulk.

use crate::{
    moderation::{Suspected, decisions::wording::Wordings},
    submissions::ReasonCode,
    values::{AccountId, ClosedList as _, ItemId},
};
use sqlx::PgExecutor;

/// The texts that an editor wrote, the newest of each reason.
pub async fn wordings(db: impl PgExecutor<'_>) -> sqlx::Result<Wordings> {
    let rows = sqlx::query!(
        "select distinct on (reason) reason, words from reason_wordings order by reason, id desc"
    )
    .fetch_all(db)
    .await?;
    let known = rows.into_iter().filter_map(|row| Some((ReasonCode::from_word(&row.reason)?, row.words)));
    Ok(Wordings(known.collect()))
}

pub async fn keep_wording(
    db: impl PgExecutor<'_>,
    reason: ReasonCode,
    words: &str,
    account: AccountId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into reason_wordings (reason, words, account_id) values ($1, $2, $3)",
        reason.word(),
        words,
        account.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What may be a machine's and waits unread, the oldest first.
pub async fn suspected(db: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<Suspected>> {
    sqlx::query_as!(
        Suspected,
        r#"
        select i.id as "id: ItemId", i.version, r.headline, left(r.what_i_did, 240) as "opening!", i.queued_at,
               array(select distinct found ->> 'rule' from jsonb_array_elements(i.signals) found order by 1) as "rules!: _"
        from review_items i join submission_revisions r on r.id = i.revision_id
        where i.suspected and (i.state = 'queued' or i.state = 'claimed' and i.claimed_until <= now())
        order by i.queued_at, i.id limit $1
        "#,
        limit,
    )
    .fetch_all(db)
    .await
}
