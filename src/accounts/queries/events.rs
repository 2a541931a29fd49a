use super::super::event::{Act, By, Event};
use sqlx::PgExecutor;

/// Adds a line to the log of people.
pub async fn note(db: impl PgExecutor<'_>, by: By, account: i64, act: Act, detail: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into account_events (by_id, account_id, action, detail) values ($1, $2, $3, $4)",
        by.account(),
        account,
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
    account: Option<i64>,
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
        account,
        limit,
        offset,
    )
    .fetch_all(db)
    .await
}
