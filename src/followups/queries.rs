use crate::{
    reports::Update,
    values::{ExperienceId, ItemId, PathId, Quarter, SubmissionId, UpdateId},
};
use sqlx::{PgExecutor, types::Json};

/// The path that this submission is published under, if it is.
pub async fn path_of(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Option<PathId>> {
    sqlx::query_scalar!("select path_id from experiences where submission_id = $1", submission_id.0)
        .fetch_optional(db)
        .await
}

/// Whether nobody knows how it stands, as an answer that was due did not come.
pub async fn is_silent(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from experiences where submission_id = $1 and silent_since is not null
        ) as "is!"
        "#,
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// Puts an answer into the moderators' line. `class` is that of the outcome which it tells.
pub async fn queue(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
    update_id: UpdateId,
    class: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into review_items (kind, submission_id, update_id, outcome_class) values ('update', $1, $2, $3)",
        submission_id.0,
        update_id.0,
        class,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The log's line for an answer that counts before anybody has read it; it is nobody's decision.
pub async fn record_unread(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
    outcome_class: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into moderation_events (kind, submission_id, role, handle, action, path_id, outcome_class, experience_id)
        select 'update', submission_id, '', '', 'counted_unread', path_id, $2, id from experiences where submission_id = $1
        "#,
        submission_id.0,
        outcome_class,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An answer in the moderators' line.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub id: UpdateId,
    pub submission_id: SubmissionId,
    /// Of the published report; none while it is not to be seen.
    pub experience_id: Option<ExperienceId>,
    pub update: Json<Update>,
}

/// The answer that the queue's item of this number is about; none when it is about something else.
pub async fn waiting(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"
        select u.id, u.submission_id, e.id as "experience_id?", to_jsonb(u) as "update!: _"
        from review_items i join experience_updates u on u.id = i.update_id
             left join experiences e on e.submission_id = u.submission_id
        where i.id = $1
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// The published starts of a path.
#[derive(Debug)]
pub struct Starts {
    pub registered: i64,
    /// Of how many a follow-up has fallen due.
    pub due: i64,
}

pub async fn starts(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Starts> {
    sqlx::query_as!(
        Starts,
        r#"
        select count(*) as "registered!",
               count(*) filter (where (started_on + interval '6 months')::date <= site_today()) as "due!"
        from experiences where path_id = $1 and kind = 'registered_start'
        "#,
        path_id.0,
    )
    .fetch_one(db)
    .await
}

/// A start that owes an answer.
#[derive(Debug)]
pub struct Overdue {
    pub id: ExperienceId,
    pub headline: String,
    pub started_on: Quarter,
    /// When the first unanswered follow-up fell due.
    pub due_on: Quarter,
    /// For so long that its status counts as unknown.
    pub silent: bool,
}

/// The path's starts that owe an answer, the longest overdue first.
pub async fn overdue(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<Overdue>> {
    sqlx::query_as!(
        Overdue,
        r#"
        select e.id, e.headline, e.started_on, owed.day as "due_on!: Quarter", e.silent_since is not null as "silent!"
        from experiences e
        join lateral (
            select min(day) as day
            from unnest(array[3, 6, 12, 24]) as after (months),
                 lateral (select (e.started_on + make_interval(months => 3 + months))::date as day) as days
            where e.followed_up_months < months and e.confirmed_on < day and day <= site_today()
        ) as owed on owed.day is not null
        where e.path_id = $1 and e.kind = 'registered_start'
          and e.status not in ('stopped_before_income', 'stopped_after_income')
        order by owed.day, e.id
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await
}

/// Everything that is kept of a submission, as JSON, but what machines need: hashes and keys.
pub async fn own_data(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<serde_json::Value>> {
    sqlx::query_scalar!(
        r#"
        select jsonb_build_object(
            'report', to_jsonb(s) - 'secret_hash' - 'form_key_hash' - 'id' - 'live_revision_id' - 'suspicions',
            'contact', (select to_jsonb(c) - 'submission_id' from submission_contacts c where submission_id = s.id),
            'letters', (select jsonb_agg(to_jsonb(o) - 'submission_id' - 'failure' order by created_at, id) from outbox o where submission_id = s.id),
            'versions', (select jsonb_agg(to_jsonb(r) - 'submission_id' order by number) from submission_revisions r
                         where submission_id = s.id),
            'updates', (select jsonb_agg(to_jsonb(u) - 'submission_id' - 'form_key_hash' order by number)
                        from experience_updates u where submission_id = s.id),
            'follow_ups', (select jsonb_agg(to_jsonb(f) - 'submission_id' order by months) from followups f
                           where submission_id = s.id),
            'decisions', (select jsonb_agg(jsonb_build_object('kind', kind, 'state', state, 'queued_at', queued_at,
                          'decided_at', decided_at, 'reasons', reason_codes,
                          'message', case when decided_at is null and held_since is null then '' else message end) order by id)
                          from review_items where submission_id = s.id),
            'appeals', (select jsonb_agg(jsonb_build_object('words', words, 'sent_at', sent_at, 'answer', answer,
                        'refused_at', refused_at, 'refused_for', refused_reasons, 'refused_with', refused_message) order by a.sent_at)
                        from appeals a join review_items i on i.id = a.item_id where i.submission_id = s.id),
            'asked_for', (select jsonb_agg(jsonb_build_object('words', to_author, 'at', answered_at) order by answered_at)
                          from flags where submission_id = s.id and to_author <> ''),
            'proofs', (select jsonb_agg(jsonb_build_object('kind', kind, 'result', result, 'note', note, 'checked_on', checked_on)
                       order by id) from evidence_items where submission_id = s.id),
            'drawn_for_proof', (select jsonb_agg(jsonb_build_object('asked_at', asked_at, 'result', result) order by asked_at)
                                from proof_draws where submission_id = s.id and asked_at is not null),
            'published', (select to_jsonb(e) - 'submission_id' - 'words' from experiences e where submission_id = s.id),
            'kept_beside_it', (select to_jsonb(o) - 'submission_id' from experience_originals o where submission_id = s.id)
        )
        from submissions s where id = $1
        "#,
        submission_id.0,
    )
    .fetch_optional(db)
    .await
    .map(Option::flatten)
}
