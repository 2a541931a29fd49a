use super::super::event::{Act, By, Event};
use crate::values::{AccountId, EventId};
use sqlx::{PgConnection, PgExecutor};

/// Adds a line to the log of people.
pub async fn note(
    db: impl PgExecutor<'_>,
    by: By,
    account: AccountId,
    act: Act,
    detail: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into account_events (by_id, account_id, action, detail) values ($1, $2, $3, $4)",
        by.account().map(|id| id.0),
        account.0,
        act as Act,
        detail,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The log of everybody or of one account, the newest first.
pub async fn account_events(
    db: impl PgExecutor<'_>,
    account: Option<AccountId>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Event>> {
    sqlx::query_as!(
        Event,
        r#"
        select e.at, b.name as "by?", a.id as account, a.name, e.action as "act: Act", e.detail,
               count(*) over () as "total!"
        from account_events e join accounts a on a.id = e.account_id left join accounts b on b.id = e.by_id
        where $1::bigint is null or e.account_id = $1
        order by e.at desc, e.id desc limit $2 offset $3
        "#,
        account.map(|id| id.0),
        limit,
        offset,
    )
    .fetch_all(db)
    .await
}

/// The number of the newest line, 0 before the first.
pub async fn last_event(db: impl PgExecutor<'_>) -> sqlx::Result<EventId> {
    let last = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "last!" from account_events"#);
    last.fetch_one(db).await.map(EventId)
}

/// Notes that this account has seen the log up to the line of this number.
pub async fn note_seen(db: impl PgExecutor<'_>, account: AccountId, last: EventId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update accounts set seen_event = greatest(seen_event, least($2, (select max(id) from account_events)))
        where id = $1
        "#,
        account.0,
        last.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Up to which line the address of the staff was written to, held until the transaction ends: all there are, if nobody ever
/// looked.
pub async fn told_up_to(conn: &mut PgConnection) -> sqlx::Result<EventId> {
    sqlx::query!(
        "insert into told_account_events (up_to) select coalesce(max(id), 0) from account_events on conflict do nothing"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_scalar!("select up_to from told_account_events for update").fetch_one(conn).await
}

/// Changes that somebody made to others after the line of this number, the newest first.
pub async fn events_since(db: impl PgExecutor<'_>, told: EventId, limit: i64) -> sqlx::Result<Vec<Event>> {
    sqlx::query_as!(
        Event,
        r#"
        select e.at, b.name as "by?", a.id as account, a.name, e.action as "act: Act", e.detail,
               count(*) over () as "total!"
        from account_events e join accounts a on a.id = e.account_id left join accounts b on b.id = e.by_id
        where e.id > $1 and e.by_id is distinct from e.account_id
        order by e.at desc, e.id desc limit $2
        "#,
        told.0,
        limit,
    )
    .fetch_all(db)
    .await
}

/// Everything there is was told.
pub async fn note_told(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!("update told_account_events set up_to = (select max(id) from account_events)")
        .execute(db)
        .await?;
    Ok(())
}
