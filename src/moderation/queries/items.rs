//! One item: what was sent, what the checks noticed, and what came before.

use crate::{
    moderation::{
        Earlier, Item, LookAlike,
        signals::{Rule, Signal},
    },
    submissions::ReviewState,
    values::{ItemId, RevisionId, SubmissionId},
};
use sqlx::{PgExecutor, types::Json};

pub async fn item(db: impl PgExecutor<'_>, id: ItemId) -> sqlx::Result<Option<Item>> {
    sqlx::query_as!(
        Item,
        r#"
        select i.id as "id: _", i.kind as "kind: _", t.title as "title!", i.state as "state: _", i.version, i.suspected,
               case when i.revision_id is not null then jsonb_build_object(
                        case when i.state = 'appealed' or exists (select from appeals a where a.item_id = i.id)
                             then 'Appeal' else 'Report' end,
                        jsonb_build_object('id', r.id, 'submission_id', s.id, 'reference', s.reference, 'number', r.number))
                    when i.update_id is not null then to_jsonb('Update'::text)
                    else jsonb_build_object('Flag', jsonb_build_object('id', i.flag_id)) end as "subject!: _",
               takes_two_readers(i) as "needs_second_reader!", i.first_reader, i.held_since, i.claimed_by, c.name as "claimer?",
               coalesce(i.claimed_until > now(), false) as "claim_runs!", i.change_rounds,
               coalesce(s.state = 'published', false) as "is_public!", i.queued_at, i.decided_at, i.decided_by,
               d.name as "decider?", i.reason_codes as "reasons: _", i.message, i.note, i.signals as "signals: _",
               i.examined_at is not null as "examined!", p.name as path_name
        from review_items i
        join review_subjects t on t.item_id = i.id
        join paths p on p.id = t.path_id
        left join submissions s on s.id = i.submission_id
        left join submission_revisions r on r.id = i.revision_id
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
pub async fn earlier(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Vec<Earlier>> {
    sqlx::query_as!(
        Earlier,
        r#"
        select i.id as "id: _", r.number, r.sent_at, i.state as "state: _", i.decided_at, a.name as "decider?",
               i.reason_codes as "reasons: _", i.message, i.note
        from review_items i
        join submission_revisions r on r.id = i.revision_id
        left join accounts a on a.id = i.decided_by
        where i.submission_id = $1
        order by r.number desc
        "#,
        submission_id.0,
    )
    .fetch_all(db)
    .await
}

/// What an item tells in words: a report's story, an answer's note; empty for any other.
pub async fn told(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<String> {
    sqlx::query_scalar!(
        r#"
        select coalesce(r.what_i_did || ' ' || r.what_went_wrong || ' ' || r.tell_a_friend, u.note, '') as "told!"
        from review_items i
        left join submission_revisions r on r.id = i.revision_id
        left join experience_updates u on u.id = i.update_id
        where i.id = $1
        "#,
        item.0,
    )
    .fetch_one(db)
    .await
}

/// What somebody else told that may be like an item: it shares marks of its story, or all its numbers.
#[derive(Debug)]
pub struct Candidate {
    pub item: ItemId,
    pub submission_id: SubmissionId,
    pub title: String,
    pub told: String,
    pub same_numbers: bool,
}

/// What may be like this item, whose words have these marks: at most a hundred of other submissions, of each the newest
/// first. A mark that very many share says little, so of each only some are looked at.
pub async fn candidates(
    db: impl PgExecutor<'_>,
    item: ItemId,
    marks: &[i32],
) -> sqlx::Result<Vec<Candidate>> {
    sqlx::query_as!(
        Candidate,
        r#"
        with me as (
            select i.submission_id, r.path_id, r.started_on, r.currency, r.revenue_total,
                   r.upfront_cost + r.running_cost_total + r.people_paid_total as costs
            from review_items i left join submission_revisions r on r.id = i.revision_id where i.id = $1
        ), shared as (
            select k.revision_id, k.update_id
            from unnest($2::int[]) as wanted (mark)
            cross join lateral (
                select revision_id, update_id from story_sketches where marks @> array[wanted.mark] limit 400
            ) k
            group by k.revision_id, k.update_id order by count(*) desc limit 60
        ), same as (
            select r.id as revision_id
            from me join submission_revisions r on (r.path_id, r.started_on, r.currency, r.revenue_total)
                = (me.path_id, me.started_on, me.currency, me.revenue_total)
            where (me.revenue_total > 0 or me.costs > 0)
              and r.upfront_cost + r.running_cost_total + r.people_paid_total = me.costs
            order by r.id desc limit 40
        ), found as (
            select revision_id, update_id, false as same_numbers from shared
            union all select revision_id, null, true from same
        )
        select i.id as "item: _", i.submission_id as "submission_id!", coalesce(min(r.headline), min(l.headline), '') as "title!",
               coalesce(min(r.what_i_did || ' ' || r.what_went_wrong || ' ' || r.tell_a_friend), min(u.note), '') as "told!",
               bool_or(found.same_numbers) as "same_numbers!"
        from found
        join review_items i on i.revision_id = found.revision_id or i.update_id = found.update_id
        left join submission_revisions r on r.id = i.revision_id
        left join experience_updates u on u.id = i.update_id
        left join lateral (
            select headline from submission_revisions where submission_id = u.submission_id order by number desc limit 1
        ) l on true
        where i.submission_id <> (select submission_id from me)
        group by i.id
        order by i.id desc
        "#,
        item.0,
        marks,
    )
    .fetch_all(db)
    .await
}

/// These items' reports, to be read beside another.
pub async fn look_alikes(db: impl PgExecutor<'_>, items: &[ItemId]) -> sqlx::Result<Vec<LookAlike>> {
    sqlx::query_as!(
        LookAlike,
        r#"
        select i.id as "item: _", coalesce(r.headline, l.headline, '') as "headline!", s.state as "state: _",
               concat_ws(E'\n\n', r.what_i_did, r.what_went_wrong, r.tell_a_friend, u.note) as "story!"
        from unnest($1::bigint[]) with ordinality as wanted (id, place)
        join review_items i on i.id = wanted.id
        join submissions s on s.id = i.submission_id
        left join submission_revisions r on r.id = i.revision_id
        left join experience_updates u on u.id = i.update_id
        left join lateral (
            select headline from submission_revisions where submission_id = u.submission_id order by number desc limit 1
        ) l on true
        order by wanted.place
        "#,
        items as _,
    )
    .fetch_all(db)
    .await
}

/// Reports and answers that wait and that the checks have not seen, the oldest first.
pub async fn unexamined(db: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<ItemId>> {
    sqlx::query_scalar!(
        r#"
        select id as "id: ItemId" from review_items
        where examined_at is null and kind <> 'flag' and state in ('queued', 'claimed') order by queued_at limit $1
        "#,
        limit,
    )
    .fetch_all(db)
    .await
}

/// What is examined: a revision, and the traps that its submission walked into.
#[derive(Debug)]
pub struct Examined {
    pub submission_id: SubmissionId,
    pub revision_id: RevisionId,
    pub suspicions: Vec<String>,
}

/// None when the item is about no report.
pub async fn revision_of(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Examined>> {
    sqlx::query_as!(
        Examined,
        r#"
        select s.id as submission_id, i.revision_id as "revision_id!", s.suspicions
        from review_items i join submissions s on s.id = i.submission_id
        where i.id = $1 and i.revision_id is not null
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// An answer to be examined.
#[derive(Debug)]
pub struct ExaminedAnswer {
    pub submission_id: SubmissionId,
    pub number: i32,
}

/// None when the item is about no answer.
pub async fn answer_of(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<ExaminedAnswer>> {
    sqlx::query_as!(
        ExaminedAnswer,
        r#"
        select u.submission_id, u.number
        from review_items i join experience_updates u on u.id = i.update_id where i.id = $1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// Keeps what the checks noticed. It is no change of the item: its version stays. Once asked for, a second reader stays so.
pub async fn keep_signals(
    db: impl PgExecutor<'_>,
    item: ItemId,
    signals: &[Signal],
    outcome_class: &str,
    two_readers: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update review_items
        set signals = $2, outcome_class = $3, needs_second_reader = needs_second_reader or $4, examined_at = now()
        where id = $1
        "#,
        item.0,
        Json(signals) as _,
        outcome_class,
        two_readers,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds what another report makes noticeable of this one, while it waits or was published in the last 90 days. What was
/// noticed of the same before gives way.
pub async fn add_signal(db: impl PgExecutor<'_>, item: ItemId, signal: &Signal) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update review_items
        set signals = (select coalesce(jsonb_agg(known order by place), '[]')
                       from jsonb_array_elements(signals) with ordinality as s (known, place)
                       where known ->> 'rule' <> $2::jsonb ->> 'rule' or known ->> 'other' is distinct from $2::jsonb ->> 'other') || $2::jsonb,
            noticed_at = case when state = 'approved' then now() else noticed_at end
        where id = $1 and not signals @> jsonb_build_array($2::jsonb)
          and (state in ('queued', 'claimed', 'appealed') or state = 'approved' and decided_at > now() - interval '90 days')
        "#,
        item.0,
        serde_json::to_value(signal).map_err(|error| sqlx::Error::Encode(error.into()))?,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many reports, or answers, were sent on the same day from the address that this item's came from; 0 once that is
/// forgotten.
pub async fn from_one_address(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select (select count(*) from submission_origins mine join submission_origins using (day, number)
                where mine.submission_id = i.submission_id and i.revision_id is not null)
             + (select count(*) from answer_origins mine join answer_origins using (day, number)
                where mine.update_id = i.update_id) as "count!"
        from review_items i where i.id = $1
        "#,
        item.0,
    )
    .fetch_one(db)
    .await
}

/// The items of the other answers that came from the same address on the same day; of a report the newest of every other
/// submission.
pub async fn from_same_address(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Vec<ItemId>> {
    sqlx::query_scalar!(
        r#"
        select max(i.id) as "id!: ItemId" from review_items me
        join submission_origins mine on mine.submission_id = me.submission_id and me.revision_id is not null
        join submission_origins o on (o.day, o.number) = (mine.day, mine.number) and o.submission_id <> mine.submission_id
        join review_items i on i.submission_id = o.submission_id and i.revision_id is not null and i.state <> 'withdrawn'
        where me.id = $1 group by o.submission_id
        union all
        select i.id from review_items me
        join answer_origins mine on mine.update_id = me.update_id
        join answer_origins o on (o.day, o.number) = (mine.day, mine.number) and o.update_id <> mine.update_id
        join review_items i on i.update_id = o.update_id
        where me.id = $1
        "#,
        item.0,
    )
    .fetch_all(db)
    .await
}

/// How often something was decided where a rule noticed something.
#[derive(Debug)]
pub struct DecidedBefore {
    pub rule: Rule,
    pub state: ReviewState,
    pub count: i64,
}

/// What was decided on other reports of which the same rules noticed something, of each rule the most frequent first.
pub async fn precedents(
    db: impl PgExecutor<'_>,
    item: ItemId,
    rules: &[String],
) -> sqlx::Result<Vec<DecidedBefore>> {
    sqlx::query_as!(
        DecidedBefore,
        r#"
        select wanted.rule as "rule!: _", i.state as "state: _", count(*) as "count!"
        from unnest($2::text[]) as wanted (rule)
        join review_items i on i.signals @> jsonb_build_array(jsonb_build_object('rule', wanted.rule))
        where i.id <> $1 and i.state in ('approved', 'changes_requested', 'rejected') and i.decided_at > now() - interval '1 year'
        group by wanted.rule, i.state order by wanted.rule, 3 desc, i.state
        "#,
        item.0,
        rules,
    )
    .fetch_all(db)
    .await
}
