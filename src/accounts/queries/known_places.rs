use super::super::known::Kind;
use crate::values::{AccountId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

/// Rows that one account has at most; those that were seen longest ago are forgotten first.
const MOST: i64 = 50;

/// Which of the account's places these codes are, a browser before a network; those of no account are as long looked for.
pub async fn known_place(
    db: impl PgExecutor<'_>,
    account: AccountId,
    codes: &[Vec<u8>],
    days: i32,
) -> sqlx::Result<Option<(PlaceId, Kind)>> {
    let found = sqlx::query!(
        r#"
        select id, kind as "kind: Kind" from known_places
        where account_id = $1 and code = any($2) and seen_at > now() - make_interval(days => $3)
        order by kind limit 1
        "#,
        account.0,
        codes,
        days,
    );
    Ok(found.fetch_optional(db).await?.map(|row| (row.id, row.kind)))
}

/// Whether a browser is one that anybody signed in from before.
pub async fn is_known_browser(db: impl PgExecutor<'_>, code: &[u8], days: i32) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (select from known_places
            where code = $1 and kind = 'browser' and seen_at > now() - make_interval(days => $2)) as "known!"
        "#,
        code,
        days,
    )
    .fetch_one(db)
    .await
}

/// Notes that the account signed in from there, and forgets what is too old or too much.
pub async fn remember_place(
    conn: &mut PgConnection,
    account: AccountId,
    kind: Kind,
    code: &[u8],
    days: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into known_places (account_id, kind, code) values ($1, $2, $3)
        on conflict (code, account_id) do update set seen_at = now()
        "#,
        account.0,
        kind as Kind,
        code,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        r#"
        delete from known_places
        where seen_at <= now() - make_interval(days => $2) or id in (
            select id from known_places where account_id = $1 order by seen_at desc, id desc offset $3)
        "#,
        account.0,
        days,
        MOST,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A browser or network as its owner sees it.
#[derive(Debug)]
pub struct KnownPlace {
    pub id: PlaceId,
    pub kind: Kind,
    pub known_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
}

/// From where the account is known, the latest first.
pub async fn known_places_of(
    db: impl PgExecutor<'_>,
    account: AccountId,
    days: i32,
) -> sqlx::Result<Vec<KnownPlace>> {
    sqlx::query_as!(
        KnownPlace,
        r#"
        select id, kind as "kind: Kind", known_at, seen_at from known_places
        where account_id = $1 and seen_at > now() - make_interval(days => $2)
        order by seen_at desc, id desc
        "#,
        account.0,
        days,
    )
    .fetch_all(db)
    .await
}

/// Forgets one place of this account, or all of them.
pub async fn forget_places(
    db: impl PgExecutor<'_>,
    account: AccountId,
    place: Option<PlaceId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from known_places where account_id = $1 and ($2::bigint is null or id = $2)",
        account.0,
        place.map(|id| id.0)
    )
    .execute(db)
    .await?;
    Ok(())
}
