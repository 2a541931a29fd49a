//! Every statement that this feature sends to Postgres.

use super::{Member, Name, Role};
use crate::config::Limits;
use sqlx::{PgExecutor, PgPool};

/// Makes an account that nobody can sign in to yet. Breaks `accounts_name_unique` or `accounts_handle_unique`.
pub async fn insert(db: impl PgExecutor<'_>, name: &Name, handle: &str, role: Role) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        "insert into accounts (name, handle, role) values ($1, $2, $3) returning id",
        name.as_str(),
        handle,
        role as Role,
    )
    .fetch_one(db)
    .await
}

#[derive(Debug)]
pub struct Listed {
    pub name: String,
    pub handle: String,
    pub role: Role,
    pub disabled: bool,
    pub has_password: bool,
}

pub async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        select name, handle, role as "role: Role", disabled_at is not null as "disabled!",
               password_hash is not null as "has_password!"
        from accounts order by name
        "#,
    )
    .fetch_all(db)
    .await
}

/// The account of this name unless it is disabled, with the hash of its password if it has one.
pub async fn active(db: impl PgExecutor<'_>, name: &str) -> sqlx::Result<Option<(i64, Option<String>)>> {
    let row =
        sqlx::query!("select id, password_hash from accounts where name = $1 and disabled_at is null", name)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| (row.id, row.password_hash)))
}

/// Closes the account, its sessions and its links; false when no open account has this name.
pub async fn disable(db: &PgPool, name: &Name) -> sqlx::Result<bool> {
    let mut tx = db.begin().await?;
    let account = sqlx::query_scalar!(
        "update accounts set disabled_at = now() where name = $1 and disabled_at is null returning id",
        name.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(account) = account {
        forget_invitations(&mut *tx, account).await?;
        end_sessions_of(&mut *tx, account).await?;
    }
    tx.commit().await?;
    Ok(account.is_some())
}

/// Makes this the one link with which the account's password can be set.
pub async fn invite(db: &PgPool, account: i64, token_hash: &[u8], hours: i32) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    forget_invitations(&mut *tx, account).await?;
    sqlx::query!(
        r#"
        insert into account_invitations (token_hash, account_id, expires_at)
        values ($1, $2, now() + make_interval(hours => $3))
        "#,
        token_hash,
        account,
        hours,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

async fn forget_invitations(db: impl PgExecutor<'_>, account: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from account_invitations where account_id = $1 and used_at is null", account)
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

/// Uses the link up, sets the password and ends the account's sessions; false when the link is no longer good.
pub async fn set_password(db: &PgPool, token_hash: &[u8], password_hash: &str) -> sqlx::Result<bool> {
    let mut tx = db.begin().await?;
    let account = sqlx::query_scalar!(
        r#"
        update account_invitations i set used_at = now() from accounts a
        where i.token_hash = $1 and i.used_at is null and i.expires_at > now()
          and a.id = i.account_id and a.disabled_at is null
        returning a.id
        "#,
        token_hash,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(account) = account else { return Ok(false) };
    sqlx::query!("update accounts set password_hash = $2 where id = $1", account, password_hash)
        .execute(&mut *tx)
        .await?;
    end_sessions_of(&mut *tx, account).await?;
    tx.commit().await?;
    Ok(true)
}

/// Makes sure that this account exists and has this password.
pub async fn upsert_demo(
    db: impl PgExecutor<'_>,
    name: &Name,
    handle: &str,
    password_hash: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into accounts (name, handle, role, password_hash) values ($1, $2, 'moderator', $3)
        on conflict (name) do update set password_hash = excluded.password_hash
        "#,
        name.as_str(),
        handle,
        password_hash,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn start_session(db: impl PgExecutor<'_>, account: i64, token_hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("insert into sessions (token_hash, account_id) values ($1, $2)", token_hash, account)
        .execute(db)
        .await?;
    Ok(())
}

/// Whose session this is, if it is not over, and that it was used now.
pub async fn touch_session(
    db: impl PgExecutor<'_>,
    token_hash: &[u8],
    limits: &Limits,
) -> sqlx::Result<Option<Member>> {
    sqlx::query_as!(
        Member,
        r#"
        update sessions s set last_seen_at = now() from accounts a
        where s.token_hash = $1 and a.id = s.account_id and a.disabled_at is null
          and s.last_seen_at > now() - make_interval(mins => $2)
          and s.created_at > now() - make_interval(hours => $3)
        returning a.id, a.name, a.handle, a.role as "role: Role"
        "#,
        token_hash,
        whole(limits.session_idle_minutes),
        whole(limits.session_hours),
    )
    .fetch_optional(db)
    .await
}

pub async fn end_session(db: impl PgExecutor<'_>, token_hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where token_hash = $1", token_hash).execute(db).await?;
    Ok(())
}

async fn end_sessions_of(db: impl PgExecutor<'_>, account: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where account_id = $1", account).execute(db).await?;
    Ok(())
}

/// Forgets sessions that nobody can use any more.
pub async fn forget_sessions(db: impl PgExecutor<'_>, limits: &Limits) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        delete from sessions where last_seen_at <= now() - make_interval(mins => $1)
            or created_at <= now() - make_interval(hours => $2)
        "#,
        whole(limits.session_idle_minutes),
        whole(limits.session_hours),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A setting as Postgres counts.
pub fn whole(setting: u32) -> i32 {
    i32::try_from(setting).unwrap_or(i32::MAX)
}
