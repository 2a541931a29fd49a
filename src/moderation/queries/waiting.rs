//! What waits, and who reads it.

use crate::{
    moderation::Waiting,
    values::{AccountId, ItemId},
};
use sqlx::PgExecutor;
use time::OffsetDateTime;

/// How the queue is narrowed; none of a kind means that all are fine.
#[derive(Debug, Default)]
pub struct Narrowed<'a> {
    /// An [`ItemKind`](crate::moderation::ItemKind)'s word, or `appeal`, `suspected` or `proof`.
    pub kind: Option<&'a str>,
    pub path: Option<&'a str>,
    pub outcome_class: Option<&'a str>,
    pub older_than_hours: Option<i32>,
    /// A rule's word.
    pub rule: Option<&'a str>,
    pub mine: bool,
}

/// What waits under these filters: own leases, then the oldest, then what a machine may have sent, and last what waits
/// for its author's proof.
pub async fn waiting(
    db: impl PgExecutor<'_>,
    viewer: AccountId,
    narrowed: &Narrowed<'_>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"
        select i.id as "id: _", i.kind as "kind: _", t.title as "title!", p.name as path_name, t.status as "status: _",
               t.outcome_class, case when i.examined_at is not null
                   then (select count(distinct found ->> 'rule') from jsonb_array_elements(i.signals) found) end as signals,
               i.suspected, i.state = 'appealed' as "appealed!", i.needs_second_reader, i.held_since is not null as "held!",
               i.queued_at, case when i.claimed_until > now() or i.claimed_by = $1 then a.name end as claimer,
               coalesce(i.claimed_by = $1, false) as "mine!",
               coalesce(i.first_reader = $1 or i.state = 'appealed' and i.decided_by = $1, false) as "not_for_you!",
               count(*) over () as "total!"
        from review_items i
        join review_subjects t on t.item_id = i.id
        join paths p on p.id = t.path_id
        left join accounts a on a.id = i.claimed_by
        where i.state in ('queued', 'claimed', 'appealed')
          and ($2::text is null or case $2 when 'appeal' then i.state = 'appealed' when 'suspected' then i.suspected
                   when 'proof' then i.held_since is not null else i.kind = $2 and i.state <> 'appealed' end)
          and ($3::text is null or p.slug = $3)
          and ($4::text is null or t.outcome_class = $4)
          and ($5::int is null or i.queued_at < now() - make_interval(hours => $5))
          and ($6::text is null or i.signals @> jsonb_build_array(jsonb_build_object('rule', $6)))
          and (not $7::bool or i.claimed_by = $1)
        order by coalesce(i.claimed_by = $1, false) desc, i.held_since is not null, i.suspected, i.queued_at, i.id
        limit $8 offset $9
        "#,
        viewer.0,
        narrowed.kind,
        narrowed.path,
        narrowed.outcome_class,
        narrowed.older_than_hours,
        narrowed.rule,
        narrowed.mine,
        limit,
        offset,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug)]
pub struct Backlog {
    pub waiting: i64,
    pub oldest: Option<OffsetDateTime>,
    /// Half of what was decided in the last 90 days was decided within so many seconds.
    pub median_seconds: Option<f64>,
}

pub async fn backlog(db: impl PgExecutor<'_>) -> sqlx::Result<Backlog> {
    sqlx::query_as!(
        Backlog,
        r#"
        select count(*) as "waiting!", min(queued_at) as oldest,
               (select percentile_cont(0.5) within group (order by extract(epoch from decided_at - queued_at)::float8)
                from review_items where decided_at > now() - interval '90 days') as median_seconds
        from review_items where state in ('queued', 'claimed', 'appealed')
        "#,
    )
    .fetch_one(db)
    .await
}

/// Takes an item that nobody reads, in one statement; false when somebody does, when it is decided, or when it waits
/// for somebody who has not judged it before. An appeal stays one while it is read.
pub async fn take(
    db: impl PgExecutor<'_>,
    item: ItemId,
    account: AccountId,
    minutes: i32,
) -> sqlx::Result<bool> {
    let taken = sqlx::query!(
        r#"
        update review_items
        set state = case state when 'appealed' then state else 'claimed' end, claimed_by = $2,
            claimed_until = now() + make_interval(mins => $3), version = version + case when claimed_by = $2 then 0 else 1 end
        where id = $1 and state in ('queued', 'claimed', 'appealed')
          and (claimed_by is null or claimed_by = $2 or claimed_until <= now())
          and first_reader is distinct from $2 and (state <> 'appealed' or decided_by <> $2)
        "#,
        item.0,
        account.0,
        minutes,
    )
    .execute(db)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Takes what this account should read next: what it holds already, else the oldest that nobody reads and that does
/// not wait for its author.
pub async fn take_next(
    db: impl PgExecutor<'_>,
    account: AccountId,
    minutes: i32,
) -> sqlx::Result<Option<ItemId>> {
    sqlx::query_scalar!(
        r#"
        update review_items
        set state = case state when 'appealed' then state else 'claimed' end, claimed_by = $1,
            claimed_until = now() + make_interval(mins => $2), version = version + case when claimed_by = $1 then 0 else 1 end
        where id = (
            select id from review_items
            where state in ('queued', 'claimed', 'appealed')
              and (claimed_by = $1 or held_since is null and (claimed_by is null or claimed_until <= now()))
              and first_reader is distinct from $1 and (state <> 'appealed' or decided_by <> $1)
            order by coalesce(claimed_by = $1, false) desc, suspected, queued_at, id
            limit 1
            for update skip locked)
        returning id as "id: ItemId"
        "#,
        account.0,
        minutes,
    )
    .fetch_optional(db)
    .await
}

/// Lets an own lease run on from now; nothing happens to anybody else's.
pub async fn prolong(
    db: impl PgExecutor<'_>,
    item: ItemId,
    account: AccountId,
    minutes: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update review_items set claimed_until = now() + make_interval(mins => $3) where id = $1 and claimed_by = $2",
        item.0,
        account.0,
        minutes,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives an own lease back; nothing happens to anybody else's.
pub async fn release(db: impl PgExecutor<'_>, item: ItemId, account: AccountId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update review_items
        set state = case state when 'appealed' then state else 'queued' end, claimed_by = null, claimed_until = null,
            version = version + 1
        where id = $1 and state in ('claimed', 'appealed') and claimed_by = $2
        "#,
        item.0,
        account.0,
    )
    .execute(db)
    .await?;
    Ok(())
}
