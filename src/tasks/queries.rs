use sqlx::{PgExecutor, postgres::types::PgInterval};
use std::time::Duration;

/// Enters tasks that a new release brings; they are due at once.
pub async fn know(db: impl PgExecutor<'_>, names: &[String]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into scheduled_tasks (name) select unnest($1::text[]) on conflict do nothing",
        names
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes every task due that nobody is at.
pub async fn hurry(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update scheduled_tasks set due_at = least(due_at, now())
        where name in (select name from scheduled_tasks for update skip locked)
        "#,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps the server from ending this transaction while its task is done elsewhere.
pub async fn be_patient(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!("set local idle_in_transaction_session_timeout = '10min'").execute(db).await?;
    Ok(())
}

/// The task that has waited longest, held until the transaction ends; none when nothing is due that nobody holds.
pub async fn take_due(db: impl PgExecutor<'_>, names: &[String]) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select name from scheduled_tasks where due_at <= clock_timestamp() and name = any($1)
        order by due_at, name limit 1 for update skip locked
        "#,
        names,
    )
    .fetch_optional(db)
    .await
}

pub async fn finish(db: impl PgExecutor<'_>, name: &str, every: Duration, failure: &str) -> sqlx::Result<()> {
    let every = PgInterval::try_from(every).map_err(sqlx::Error::Encode)?;
    sqlx::query!(
        r#"
        update scheduled_tasks
        set due_at = clock_timestamp() + $2, done_at = clock_timestamp(), runs = runs + 1, failure = $3
        where name = $1
        "#,
        name,
        every,
        failure,
    )
    .execute(db)
    .await?;
    Ok(())
}
