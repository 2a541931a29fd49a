use crate::values::AccountId;
use sqlx::{PgConnection, PgExecutor};

/// Keeps a seed that is about to be shown; the account's last one that got no code is forgotten.
pub async fn propose_seed(db: impl PgExecutor<'_>, account: AccountId, sealed: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into second_step_candidates (account_id, sealed_seed) values ($1, $2)
        on conflict (account_id) do update set sealed_seed = excluded.sealed_seed, made_at = now()
        "#,
        account.0,
        sealed,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sealed seed that waits for its first code.
pub async fn proposed_seed(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select sealed_seed from second_step_candidates where account_id = $1", account.0)
        .fetch_optional(db)
        .await
}

/// Makes the seed that waited the account's own, its first code taken; false when it is no longer the one proposed.
pub async fn accept_seed(
    conn: &mut PgConnection,
    account: AccountId,
    sealed: &[u8],
    step: i64,
) -> sqlx::Result<bool> {
    let taken = sqlx::query!(
        "delete from second_step_candidates where account_id = $1 and sealed_seed = $2",
        account.0,
        sealed
    );
    if taken.execute(&mut *conn).await?.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        r#"
        insert into second_steps (account_id, sealed_seed, last_step) values ($1, $2, $3)
        on conflict (account_id) do update
            set sealed_seed = excluded.sealed_seed, last_step = excluded.last_step, made_at = now()
        "#,
        account.0,
        sealed,
        step,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

pub async fn sealed_seed(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select sealed_seed from second_steps where account_id = $1", account.0)
        .fetch_optional(db)
        .await
}

/// Keeps the same seed under a newer key, unless it changed meanwhile.
pub async fn reseal(
    db: impl PgExecutor<'_>,
    account: AccountId,
    before: &[u8],
    after: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update second_steps set sealed_seed = $3 where account_id = $1 and sealed_seed = $2",
        account.0,
        before,
        after
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the code of this step; false when it, or a later one, was taken before.
pub async fn use_step(db: impl PgExecutor<'_>, account: AccountId, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update second_steps set last_step = $2 where account_id = $1 and last_step < $2",
        account.0,
        step
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Puts these recovery codes in the place of all the account had.
pub async fn replace_codes(
    conn: &mut PgConnection,
    account: AccountId,
    hashes: &[Vec<u8>],
) -> sqlx::Result<()> {
    forget_codes(&mut *conn, account).await?;
    sqlx::query!(
        "insert into recovery_codes (code_hash, account_id) select hash, $1 from unnest($2::bytea[]) hash",
        account.0,
        hashes
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Uses a recovery code up; false when the account has no such code left.
pub async fn use_code(db: impl PgExecutor<'_>, account: AccountId, hash: &[u8]) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update recovery_codes set used_at = now() where code_hash = $2 and account_id = $1 and used_at is null",
        account.0,
        hash
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Whether this is a recovery code of the account that was not used yet.
pub async fn has_code(db: impl PgExecutor<'_>, account: AccountId, hash: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (select from recovery_codes
            where code_hash = $2 and account_id = $1 and used_at is null) as "has!"
        "#,
        account.0,
        hash,
    )
    .fetch_one(db)
    .await
}

/// Takes the second step away, with its recovery codes and any seed that waits.
pub async fn forget_second_step(conn: &mut PgConnection, account: AccountId) -> sqlx::Result<()> {
    sqlx::query!("delete from second_steps where account_id = $1", account.0).execute(&mut *conn).await?;
    sqlx::query!("delete from second_step_candidates where account_id = $1", account.0)
        .execute(&mut *conn)
        .await?;
    forget_codes(conn, account).await
}

async fn forget_codes(db: impl PgExecutor<'_>, account: AccountId) -> sqlx::Result<()> {
    sqlx::query!("delete from recovery_codes where account_id = $1", account.0).execute(db).await?;
    Ok(())
}
