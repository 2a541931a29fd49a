use super::{
    super::{Member, Role},
    whole,
};
use crate::{
    config::Limits,
    values::{AccountId, SessionId},
};
use sqlx::PgExecutor;
use time::OffsetDateTime;

pub async fn start_session(
    db: impl PgExecutor<'_>,
    account: AccountId,
    token_hash: &[u8],
    demo: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into sessions (token_hash, account_id, demo) values ($1, $2, $3)",
        token_hash,
        account.0,
        demo
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whose session this is, if it is not over, and that it was used now. One of the demonstration is over while `demo`,
/// the demo switch, is off.
pub async fn touch_session(
    db: impl PgExecutor<'_>,
    token_hash: &[u8],
    limits: &Limits,
    demo: bool,
) -> sqlx::Result<Option<Member>> {
    sqlx::query_as!(
        Member,
        r#"
        update sessions s set last_seen_at = now() from accounts a
        where s.token_hash = $1 and a.id = s.account_id and a.disabled_at is null
          and s.last_seen_at > now() - make_interval(mins => $2)
          and s.created_at > now() - make_interval(hours => $3)
          and (not s.demo or $5)
        returning a.id, a.name, a.handle, a.role as "role: Role", s.id as session, s.demo,
                  s.confirmed_at > now() - make_interval(mins => $4) as "confirmed!",
                  case when a.role = 'admin' then (
                      select count(*) from account_events e
                      where e.id > coalesce(a.seen_event, 0)
                        and e.at > greatest(a.created_at, now() - interval '30 days')
                        and e.by_id is distinct from a.id and e.by_id is distinct from e.account_id
                  ) else 0 end as "unseen!"
        "#,
        token_hash,
        whole(limits.session_idle_minutes),
        whole(limits.session_hours),
        whole(limits.confirmed_minutes),
        demo,
    )
    .fetch_optional(db)
    .await
}

/// A session as its owner sees it.
#[derive(Debug)]
pub struct Listed {
    pub id: SessionId,
    pub created_at: OffsetDateTime,
    pub last_seen_at: OffsetDateTime,
}

/// The account's sessions that are not over, the newest first.
pub async fn sessions_of(
    db: impl PgExecutor<'_>,
    account: AccountId,
    limits: &Limits,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        select id, created_at, last_seen_at from sessions
        where account_id = $1 and last_seen_at > now() - make_interval(mins => $2)
          and created_at > now() - make_interval(hours => $3)
        order by created_at desc, id desc
        "#,
        account.0,
        whole(limits.session_idle_minutes),
        whole(limits.session_hours),
    )
    .fetch_all(db)
    .await
}

pub async fn end_session(db: impl PgExecutor<'_>, token_hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where token_hash = $1", token_hash).execute(db).await?;
    Ok(())
}

/// Ends one session of this account; false when it has no such session.
pub async fn end_own_session(
    db: impl PgExecutor<'_>,
    account: AccountId,
    session: SessionId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from sessions where id = $1 and account_id = $2", session.0, account.0);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Ends the account's sessions, but for the one of this number if there is one to keep.
pub async fn end_sessions_of(
    db: impl PgExecutor<'_>,
    account: AccountId,
    but: Option<SessionId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from sessions where account_id = $1 and id is distinct from $2::bigint",
        account.0,
        but.map(|id| id.0)
    )
    .execute(db)
    .await?;
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
