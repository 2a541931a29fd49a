//! How versions are read: what became of each, the appeal against a refusal, and how long a decision takes.

use crate::{
    submissions::{ReasonCode, Sent},
    values::{RevisionId, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

/// Every revision of this submission, the newest first.
pub async fn history(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Vec<Sent>> {
    sqlx::query_as!(
        Sent,
        r#"
        select r.id as revision_id, r.number, r.sent_at, i.state as "review: _", i.decided_at, i.held_since,
               i.reason_codes as "reasons: _", i.message,
               coalesce(i.claimed_until > now(), false) as "is_being_read!",
               coalesce(s.live_revision_id = r.id, false) as "is_live!"
        from submission_revisions r
        join submissions s on s.id = r.submission_id
        join review_items i on i.revision_id = r.id
        where r.submission_id = $1
        order by r.number desc
        "#,
        submission_id.0,
    )
    .fetch_all(db)
    .await
}

/// An appeal as its author sees it.
#[derive(Debug, Clone)]
pub struct Appeal {
    pub words: String,
    pub sent_at: OffsetDateTime,
    pub answer: Option<String>,
    /// Why the report had been refused, and when.
    pub reasons: Vec<ReasonCode>,
    pub message: String,
    pub refused_at: Option<OffsetDateTime>,
}

/// The appeal against the refusal of this revision, if its author made one.
pub async fn appeal_of(db: impl PgExecutor<'_>, revision_id: RevisionId) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as!(
        Appeal,
        r#"
        select a.words, a.sent_at, a.answer, coalesce(a.refused_at, i.decided_at) as refused_at,
               case when a.refused_at is null then i.reason_codes else a.refused_reasons end as "reasons!: _",
               case when a.refused_at is null then i.message else a.refused_message end as "message!"
        from appeals a join review_items i on i.id = a.item_id where i.revision_id = $1
        "#,
        revision_id.0,
    )
    .fetch_optional(db)
    .await
}

/// Puts the refused revision back into the line with its author's words. False if it is not refused, not any more, or
/// was appealed before; whoever calls holds the submission.
pub async fn appeal(conn: &mut PgConnection, revision_id: RevisionId, words: &str) -> sqlx::Result<bool> {
    let made = sqlx::query!(
        r#"
        insert into appeals (item_id, words, refused_by)
        select id, $2, decided_by from review_items
        where revision_id = $1 and state = 'rejected' and kind in ('submission', 'amendment')
        on conflict (item_id) do nothing
        "#,
        revision_id.0,
        words,
    )
    .execute(&mut *conn)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "update review_items set state = 'appealed', version = version + 1 where revision_id = $1",
        revision_id.0,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// Whether a version in another currency than the published one is yet to be read.
pub async fn changes_currency(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from review_items i
            join submission_revisions waiting on waiting.id = i.revision_id
            join submissions s on s.id = i.submission_id
            join submission_revisions live on live.id = s.live_revision_id
            where s.id = $1 and i.state in ('queued', 'claimed', 'appealed') and waiting.currency <> live.currency
        ) as "changes!"
        "#,
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// How long reports wait for a decision.
#[derive(Debug)]
pub struct RecentWaits {
    /// How many were decided in the last 30 days.
    pub decided: i64,
    /// The seconds that the middle one of those had waited; none where none was decided.
    pub median: Option<f64>,
}

pub async fn recent_waits(db: impl PgExecutor<'_>) -> sqlx::Result<RecentWaits> {
    sqlx::query_as!(
        RecentWaits,
        r#"
        select count(*) as "decided!",
               percentile_cont(0.5) within group (order by extract(epoch from decided_at - queued_at)::float8) as median
        from review_items where revision_id is not null and decided_at > now() - interval '30 days'
        "#,
    )
    .fetch_one(db)
    .await
}
