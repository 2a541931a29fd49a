use super::super::pending::{Pending, Purpose};
use crate::values::AccountId;
use sqlx::PgExecutor;

pub async fn start_pending(
    db: impl PgExecutor<'_>,
    account: AccountId,
    token_hash: &[u8],
    purpose: Purpose,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into pending_sign_ins (token_hash, account_id, purpose) values ($1, $2, $3)",
        token_hash,
        account.0,
        purpose as Purpose,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who stands between the two steps with this token, if it is for this purpose and not too old.
pub async fn pending(
    db: impl PgExecutor<'_>,
    token_hash: &[u8],
    purpose: Purpose,
    minutes: i32,
) -> sqlx::Result<Option<Pending>> {
    sqlx::query_as!(
        Pending,
        r#"
        select a.id as account, a.name from pending_sign_ins p join accounts a on a.id = p.account_id
        where p.token_hash = $1 and p.purpose = $2 and p.created_at > now() - make_interval(mins => $3)
          and a.disabled_at is null
        "#,
        token_hash,
        purpose as Purpose,
        minutes,
    )
    .fetch_optional(db)
    .await
}

/// Forgets the account's unfinished sign-ins.
pub async fn forget_pending_of(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<()> {
    sqlx::query!("delete from pending_sign_ins where account_id = $1", account.0).execute(db).await?;
    Ok(())
}

/// Forgets everybody's that came to nothing.
pub async fn forget_old_pending(db: impl PgExecutor<'_>, minutes: i32) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from pending_sign_ins where created_at <= now() - make_interval(mins => $1)",
        minutes
    )
    .execute(db)
    .await?;
    Ok(())
}
