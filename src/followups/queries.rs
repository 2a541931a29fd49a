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

/// A start that owes an answer.
#[derive(Debug)]
pub struct Overdue {
    pub id: ExperienceId,
    pub headline: String,
    pub started_on: Quarter,
    /// When the first unanswered follow-up fell due.
    pub due_on: Quarter,
    /// For over 60 days.
    pub silent: bool,
    /// Had earned before.
    pub earned: bool,
}

/// The path's starts in figures that owe an answer, the longest overdue first: those of `standing_of_start` whose author sells
/// nothing about the path, as far as the open data has them.
pub async fn overdue(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<Overdue>> {
    sqlx::query_as!(
        Overdue,
        r#"
        select e.id as "id!: _", e.headline as "headline!", e.started_on as "started_on!: Quarter", owed.day as "due_on!: Quarter",
               owed.day + 60 < site_today() as "silent!", standing = 'earned_before' as "earned!"
        from coarse_experiences e
        cross join lateral (
            select standing_of_start(started_on, months_to_first_income is not null, status, followed_up_months, confirmed_on) as standing
        ) as today
        cross join lateral (
            select min(day) as day
            from unnest(array[3, 6, 12, 24]) as after (months),
                 lateral (select (e.started_on + make_interval(months => 3 + months))::date as day) as days
            where e.followed_up_months < months and e.confirmed_on < day and day <= site_today()
        ) as owed
        where e.path_id = $1 and e.kind = 'registered_start' and not e.seller and standing in ('earned_before', 'within', 'silent')
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
