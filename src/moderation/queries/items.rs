//! One item: what was sent, what the checks noticed, and what came before.

use crate::moderation::{
    item::{Earlier, Item, ItemId, Likeness, LookAlike},
    signals::Signal,
};
use sqlx::{PgConnection, PgExecutor, types::Json};

pub async fn item(db: impl PgExecutor<'_>, id: ItemId) -> sqlx::Result<Option<Item>> {
    sqlx::query_as!(
        Item,
        r#"
        select i.id as "id: _", i.submission_id as "submission_id!", i.revision_id as "revision_id!", i.state as "state: _", i.version, i.suspected,
               i.needs_second_reader, i.claimed_by, c.name as "claimer?", coalesce(i.claimed_until > now(), false) as "claim_runs!",
               i.change_rounds, i.queued_at, i.decided_at, d.name as "decider?", i.reason_codes,
               i.signals as "signals: _", i.examined_at is not null as "examined!",
               s.reference, r.number, p.name as path_name
        from review_items i
        join submissions s on s.id = i.submission_id
        join submission_revisions r on r.id = i.revision_id
        join paths p on p.id = r.path_id
        left join accounts c on c.id = i.claimed_by
        left join accounts d on d.id = i.decided_by
        where i.id = $1
        "#,
        id.0,
    )
    .fetch_optional(db)
    .await
}

/// What became of each revision of a submission, the newest first.
pub async fn earlier(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<Vec<Earlier>> {
    sqlx::query_as!(
        Earlier,
        r#"
        select i.id as "id: _", r.number, r.sent_at, i.state as "state: _", i.decided_at, a.name as "decider?",
               i.reason_codes, i.message, i.note
        from review_items i
        join submission_revisions r on r.id = i.revision_id
        left join accounts a on a.id = i.decided_by
        where i.submission_id = $1
        order by r.number desc
        "#,
        submission_id,
    )
    .fetch_all(db)
    .await
}

/// Makes the comparison of letters count from [`Likeness::ALIKE`] on, until the transaction ends.
pub async fn compare_from_alike(conn: &mut PgConnection) -> sqlx::Result<()> {
    let threshold = Likeness::ALIKE.to_string();
    sqlx::query!("select set_config('pg_trgm.similarity_threshold', $1, true) as set", threshold)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// The newest revision of every other submission that is much like this one, the most alike first, three at most.
pub async fn likenesses(conn: &mut PgConnection, revision_id: i64) -> sqlx::Result<Vec<Likeness>> {
    sqlx::query_as!(
        Likeness,
        r#"
        with me as (
            select *, what_i_did || ' ' || what_went_wrong || ' ' || tell_a_friend as story,
                   upfront_cost + running_cost_total + people_paid_total as costs
            from submission_revisions where id = $1
        ), found as (
            select r.id, true as same_story from me join submission_revisions r
                on (r.what_i_did || ' ' || r.what_went_wrong || ' ' || r.tell_a_friend) % me.story
            union all
            select r.id, false from me join submission_revisions r
                on (r.path_id, r.started_on, r.currency, r.revenue_total)
                    = (me.path_id, me.started_on, me.currency, me.revenue_total)
                and r.upfront_cost + r.running_cost_total + r.people_paid_total = me.costs
            where me.revenue_total > 0 or me.costs > 0
        ), alike as (
            select distinct on (r.submission_id) i.id as item, r.headline, found.same_numbers,
                   case when found.same_story
                        then similarity(r.what_i_did || ' ' || r.what_went_wrong || ' ' || r.tell_a_friend, me.story)
                        else 0 end as story
            from me
            cross join (select id, bool_or(same_story) as same_story, bool_or(not same_story) as same_numbers
                        from found group by id) found
            join submission_revisions r on r.id = found.id
            join review_items i on i.revision_id = r.id
            where r.submission_id <> me.submission_id
            order by r.submission_id, r.number desc
        )
        select item as "item: _", headline, story as "story!", same_numbers as "same_numbers!"
        from alike order by story desc, item limit 3
        "#,
        revision_id,
    )
    .fetch_all(conn)
    .await
}

/// These items' reports, to be read beside another.
pub async fn look_alikes(db: impl PgExecutor<'_>, items: &[i64]) -> sqlx::Result<Vec<LookAlike>> {
    sqlx::query_as!(
        LookAlike,
        r#"
        select i.id as "item: _", r.headline, i.state as "state: _",
               concat_ws(E'\n\n', r.what_i_did, r.what_went_wrong, r.tell_a_friend) as "story!"
        from unnest($1::bigint[]) with ordinality as wanted (id, place)
        join review_items i on i.id = wanted.id
        join submission_revisions r on r.id = i.revision_id
        order by wanted.place
        "#,
        items,
    )
    .fetch_all(db)
    .await
}

/// Items that wait and that the checks have not seen, the oldest first.
pub async fn unexamined(db: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<ItemId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: ItemId" from review_items
        where examined_at is null and state in ('queued', 'claimed') order by queued_at limit $1
        "#,
        limit,
    )
    .fetch_all(db)
    .await
}

/// The revision of an item, and the traps that its submission walked into.
pub async fn revision_of(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<(i64, Vec<String>)>> {
    let row = sqlx::query!(
        r#"
        select i.revision_id as "revision_id!", s.suspicions from review_items i join submissions s on s.id = i.submission_id
        where i.id = $1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.revision_id, row.suspicions)))
}

/// Keeps what the checks noticed. It is no change of the item: its version stays.
pub async fn keep_signals(
    db: impl PgExecutor<'_>,
    item: ItemId,
    signals: &[Signal],
    outcome_class: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update review_items set signals = $2, outcome_class = $3, examined_at = now() where id = $1",
        item.0,
        Json(signals) as _,
        outcome_class,
    )
    .execute(db)
    .await?;
    Ok(())
}
