//! The public log and its figures. Nothing here shows an event before its time.

use crate::{
    moderation::{
        Asked, Event,
        log::{Month, Parity},
    },
    values,
};
use sqlx::PgExecutor;

/// Events that readers may see, the newest first.
pub async fn events(
    db: impl PgExecutor<'_>,
    asked: Asked<'_>,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Event>> {
    sqlx::query_as!(
        Event,
        r#"
        select v.at, v.public_from, nullif(v.role, '') as "role: _", v.handle, v.kind as "kind: _", v.action as "action: _",
               v.reason_codes as "reasons: _", p.name as path_name, p.slug as path_slug, v.outcome_class, e.id as "experience_id?",
               v.experience_id is not null as "published!",
               (select count(*) from moderation_events b
                where b.public_from = v.public_from and (b.at, b.id) <= (v.at, v.id)) as "place!", count(*) over () as "total!"
        from moderation_events v
        join paths p on p.id = v.path_id
        left join experiences e on e.id = v.experience_id
        where v.public_from <= now()
          and ($1::text is null or v.action = $1)
          and ($2::text is null or p.slug = $2)
          and ($5::text is null or v.kind = $5)
        order by v.public_from desc, v.at desc, v.id desc
        limit $3 offset $4
        "#,
        asked.action,
        asked.path,
        limit,
        offset,
        asked.kind,
    )
    .fetch_all(db)
    .await
}

/// What came in and what became of it, without what was undone, for the last six months, the newest first. Answers are
/// among what came in once they are decided: nothing tells of one that nobody has read.
pub async fn months(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Month>> {
    sqlx::query_as!(
        Month,
        r#"
        with received as (
            select date_trunc('month', queued_at at time zone 'utc')::date as month, count(*) as n
            from review_items
            where queued_at > date_trunc('month', now()) - interval '5 months' and (kind <> 'update' or decided_at is not null)
            group by 1
        ), waits as (
            select date_trunc('month', decided_at at time zone 'utc')::date as month,
                   percentile_cont(0.5) within group (order by extract(epoch from decided_at - queued_at)::float8) as median
            from review_items where decided_at > date_trunc('month', now()) - interval '5 months' group by 1
        ), standing as (
            select *, lead(action) over (partition by item_id order by id) as next from moderation_events
        ), held as (
            select date_trunc('month', at at time zone 'utc')::date as month, action, reason_codes from standing
            where at > date_trunc('month', now()) - interval '5 months' and public_from <= now() and next is distinct from 'undone'
        ), decided as (
            select month, count(*) filter (where action = 'approved') as approved,
                   count(*) filter (where action = 'changes_requested') as changes,
                   count(*) filter (where action = 'rejected') as rejected,
                   count(*) filter (where action = 'overturned') as granted,
                   count(*) filter (where action in ('overturned', 'upheld')) as appeals
            from held group by month
        ), given as (
            select month, code, count(*) as n from held, unnest(reason_codes) as code where action = 'rejected' group by 1, 2
        ), refused as (
            select month, jsonb_agg(jsonb_build_array(code, n) order by n desc, code) as reasons from given group by month
        )
        select month as "month!: values::Month", coalesce(n, 0) as "received!", median as median_seconds,
               coalesce(approved, 0) as "approved!", coalesce(changes, 0) as "changes_asked!",
               coalesce(rejected, 0) as "rejected!", coalesce(granted, 0) as "appeals_granted!", coalesce(appeals, 0) as "appeals!",
               coalesce(reasons, '[]') as "reasons!: _"
        from received full join waits using (month) full join decided using (month) left join refused using (month)
        order by month desc
        "#,
    )
    .fetch_all(db)
    .await
}

/// Reports without a gain, then those with one. A refusal that was overturned counts as what came of it.
pub async fn parity(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Parity>> {
    sqlx::query_as!(
        Parity,
        r#"
        with decided as (
            select outcome_class not in ('loss', 'zero') as gained, action
            from (select *, lead(action) over (partition by item_id order by id) as next from moderation_events
                  where action in ('approved', 'changes_requested', 'rejected', 'overturned', 'upheld', 'undone')) e
            where kind in ('submission', 'amendment') and action in ('approved', 'rejected', 'overturned')
              and coalesce(next, '') not in ('undone', 'overturned')
              and outcome_class not in ('no_rate', 'not_yet_known', '')
              and public_from <= now()
        )
        select gained as "gained!", count(*) filter (where action <> 'rejected') as "approved!", count(action) as "decided!"
        from (values (false), (true)) as outcomes (gained) left join decided using (gained)
        group by gained order by gained
        "#,
    )
    .fetch_all(db)
    .await
}
