use crate::values::AccountId;
use sqlx::{PgConnection, PgExecutor};

/// Makes this the one link with which the account's password can be set.
pub async fn invite(
    conn: &mut PgConnection,
    account: AccountId,
    token_hash: &[u8],
    hours: i32,
) -> sqlx::Result<()> {
    forget_invitations(&mut *conn, account).await?;
    sqlx::query!(
        r#"
        insert into account_invitations (token_hash, account_id, expires_at)
        values ($1, $2, now() + make_interval(hours => $3))
        "#,
        token_hash,
        account.0,
        hours,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn forget_invitations(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<()> {
    sqlx::query!("delete from account_invitations where account_id = $1 and used_at is null", account.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Whose password this link sets, while it does.
pub async fn invited(db: impl PgExecutor<'_>, token_hash: &[u8]) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select a.name from account_invitations i join accounts a on a.id = i.account_id
        where i.token_hash = $1 and i.used_at is null and i.expires_at > now() and a.disabled_at is null
        "#,
        token_hash,
    )
    .fetch_optional(db)
    .await
}

/// Somebody whose link was just used up.
#[derive(Debug)]
pub struct Invited {
    pub account: AccountId,
    pub has_second_step: bool,
}

/// Uses the link up; `None` when it is no longer good.
pub async fn use_invitation(db: impl PgExecutor<'_>, token_hash: &[u8]) -> sqlx::Result<Option<Invited>> {
    sqlx::query_as!(
        Invited,
        r#"
        update account_invitations i set used_at = now() from accounts a
        where i.token_hash = $1 and i.used_at is null and i.expires_at > now()
          and a.id = i.account_id and a.disabled_at is null
        returning a.id as account, exists (select from second_steps s where s.account_id = a.id) as "has_second_step!"
        "#,
        token_hash,
    )
    .fetch_optional(db)
    .await
}
