//! What came in on a path, and the signals that were opened of it.

use crate::{
    accounts::Member,
    moderation::signals::bursts::{Arrival, Burst, Kind, Reopened, Signal, Usual},
    values::{ClosedList as _, ItemId, PathId, SignalId},
};
use sqlx::PgExecutor;
use time::OffsetDateTime;

/// More of one path in four weeks than anybody reads one by one.
const MOST: i64 = 5_000;

/// What came in on the path since this moment, the oldest first.
pub async fn arrivals(
    db: impl PgExecutor<'_>,
    path_id: PathId,
    since: OffsetDateTime,
) -> sqlx::Result<Vec<Arrival>> {
    sqlx::query_as!(
        Arrival,
        r#"
        select kind as "kind!: Kind", submission_id as "submission!: _", item_id as "item: _", at as "at!", number
        from (select * from arrivals_on_path($1, $2) order by at desc limit $3) as newest order by at
        "#,
        path_id.0,
        since,
        MOST,
    )
    .fetch_all(db)
    .await
}

/// What came in in the twelve weeks before the last one, or since the first thing ever came in. What was refused makes no week
/// usual: or whoever sends it could get the path used to it.
pub async fn usual(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<Usual>> {
    sqlx::query_as!(
        Usual,
        r#"
        with came as (
            select a.* from arrivals_on_path($1, now() - interval '13 weeks') a
            join submissions s on s.id = a.submission_id
            where a.at <= now() - interval '1 week' and s.state <> 'not_published'
        )
        select kind as "kind!: Kind", count(*) as "count!",
               (extract(epoch from now() - interval '1 week' - (select min(at) from came)) / 604800)::float8 as "weeks!"
        from came group by kind
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await
}

/// When each kind was closed last.
pub async fn closings(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<(Kind, OffsetDateTime)>> {
    let rows = sqlx::query!(
        r#"
        select kind as "kind: Kind", max(closed_at) as "at!" from path_signals
        where path_id = $1 and closed_at is not null group by kind
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.at)).collect())
}

/// Opens a signal; false when one of its kind is open already.
pub async fn open(db: impl PgExecutor<'_>, path_id: PathId, burst: &Burst) -> sqlx::Result<bool> {
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let opened = sqlx::query!(
        r#"
        insert into path_signals (path_id, kind, since, seconds, people, usual, networks, from_one)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
        "#,
        path_id.0,
        burst.kind.word(),
        burst.since,
        burst.seconds,
        count(burst.people),
        burst.usual,
        count(burst.networks),
        count(burst.from_one),
    );
    Ok(opened.execute(db).await?.rows_affected() == 1)
}

/// Asks for a second reader of everything that waits on the path, if any signal of it is open.
pub async fn read_by_two(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update review_items i set needs_second_reader = true
        from review_subjects t
        where t.item_id = i.id and t.path_id = $1 and i.state in ('queued', 'claimed', 'appealed') and i.kind <> 'flag'
          and not i.needs_second_reader
          and exists (select from path_signals where path_id = $1 and closed_at is null)
        "#,
        path_id.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn open_count(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "n!" from path_signals where closed_at is null"#)
        .fetch_one(db)
        .await
}

/// The open signals, the newest first, and behind them those that were closed, as many of all as `limit` says.
pub async fn signals(db: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<Signal>> {
    sqlx::query_as!(
        Signal,
        r#"
        select g.id, g.path_id, p.name as path_name, p.slug as path_slug, g.kind as "kind: _", g.since, g.seconds, g.people,
               g.usual, g.networks, g.from_one, g.opened_at, g.closed_at, g.role, g.handle, g.why
        from path_signals g join paths p on p.id = g.path_id
        order by g.closed_at is not null, g.opened_at desc, g.id desc limit $1
        "#,
        limit,
    )
    .fetch_all(db)
    .await
}

/// Closes a signal; false when it is closed already, or is none.
pub async fn close_signal(
    db: impl PgExecutor<'_>,
    id: SignalId,
    by: &Member,
    why: &str,
) -> sqlx::Result<bool> {
    let closed = sqlx::query!(
        r#"
        update path_signals set closed_at = now(), closed_by = $2, role = $3, handle = $4, why = $5
        where id = $1 and closed_at is null
        "#,
        id.0,
        by.id.0,
        by.role.word(),
        by.handle,
        why,
    );
    Ok(closed.execute(db).await?.rows_affected() == 1)
}

/// Published reports of which something was noticed in the last 90 days, after they were published.
pub async fn noticed_since(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Reopened>> {
    sqlx::query_as!(
        Reopened,
        r#"
        select i.id as "item: ItemId", i.submission_id as "submission_id!", r.headline, i.noticed_at as "noticed_at!",
               array(select distinct found ->> 'rule' from jsonb_array_elements(i.signals) found order by 1) as "rules!: _"
        from review_items i join submission_revisions r on r.id = i.revision_id
        where i.noticed_at > now() - interval '90 days' and i.state = 'approved'
        order by i.noticed_at desc limit 200
        "#,
    )
    .fetch_all(db)
    .await
}
