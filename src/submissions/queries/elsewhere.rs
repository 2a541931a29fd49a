//! Data that other parts of the site hold of a report, or of those like it, as its author is told: read here, and never
//! written.

use crate::{
    figures::grade::LINK_DAYS_APART,
    submissions::ReasonCode,
    values::{ExperienceId, RevisionId, SubmissionId},
};
use sqlx::PgExecutor;
use time::{Date, OffsetDateTime};

/// The effect of an author's word that they are still here.
#[derive(Debug)]
pub struct Presence {
    /// The last day on which anything was sent under the link.
    pub last: Date,
    /// Whether saying it today makes the author of a published report one who came back.
    pub counts: bool,
}

pub async fn presence(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Presence> {
    sqlx::query_as!(
        Presence,
        r#"
        select greatest(s.link_used_on, s.begun) as "last!",
               exists (select from experiences e
                       where e.submission_id = s.id and e.grade = 'E' and not e.graded_stale
                         and (e.kind <> 'registered_start' or e.first_income_on is null or e.proof_seen))
                   and not exists (select from experience_updates u where u.submission_id = s.id and u.state = 'waiting')
                   and (now() at time zone 'utc')::date - s.begun >= $2 as "counts!"
        from (select id, link_used_on, (created_at at time zone 'utc')::date as begun from submissions where id = $1) as s
        "#,
        id.0,
        LINK_DAYS_APART,
    )
    .fetch_one(db)
    .await
}

/// Something that was taken out of a report by order.
#[derive(Debug)]
pub struct Redacted {
    pub at: OffsetDateTime,
    pub reason: ReasonCode,
}

/// The latest first.
pub async fn redacted(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Vec<Redacted>> {
    sqlx::query_as!(
        Redacted,
        r#"select at, reason as "reason: _" from redactions where submission_id = $1 order by at desc, id desc"#,
        id.0,
    )
    .fetch_all(db)
    .await
}

/// Changes that a moderator wants of a published or hidden report's author because of a reader's flag, the newest
/// first, until its author sends another version.
pub async fn wanted(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select to_author from flags
        where submission_id = $1 and to_author <> ''
          and answered_at > (select max(sent_at) from submission_revisions where submission_id = $1)
        order by answered_at desc
        "#,
        id.0,
    )
    .fetch_all(db)
    .await
}

/// A version of a start that readers see as its plan, or as a change of that.
#[derive(Debug)]
pub struct PlanVersion {
    pub revision_id: RevisionId,
    pub sent_at: OffsetDateTime,
}

/// The plan of a published start as it froze, and its changes, the oldest first; none of what was told afterwards.
pub async fn plans(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Vec<PlanVersion>> {
    sqlx::query_as!(
        PlanVersion,
        r#"
        select r.id as revision_id, r.sent_at
        from experiences e
        join experience_plans p on p.experience_id = e.id
        join submission_revisions r on r.submission_id = e.submission_id and r.number = p.number
        where e.submission_id = $1 order by r.number
        "#,
        id.0,
    )
    .fetch_all(db)
    .await
}

/// The number in the address of its public page, when it has one.
pub async fn public_id(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Option<ExperienceId>> {
    sqlx::query_scalar!("select id from experiences where submission_id = $1", id.0).fetch_optional(db).await
}

/// So many of those who stopped on a path named this reason.
#[derive(Debug)]
pub struct Named {
    pub reason: String,
    pub people: i64,
    /// Of everybody who named any.
    pub of: i64,
    /// The middle month after the start.
    pub month: i32,
}

/// For what people gave up on the path of this slug, the most named first: at most three reasons, each named by so many
/// people or more.
pub async fn most_named(db: impl PgExecutor<'_>, path_slug: &str, least: i64) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"
        with stopped as (
            select stop_reasons, duration_months from experiences e join paths p on p.id = e.path_id
            where p.slug = $1 and in_open_data and not seller and cardinality(stop_reasons) > 0
        )
        select reason as "reason!", count(*) as "people!", (select count(*) from stopped) as "of!",
               (percentile_disc(0.5) within group (order by duration_months))::int as "month!"
        from stopped, unnest(stop_reasons) as reasons (reason)
        where reason not in ('reached_goal', 'other', 'merged')
        group by reason having count(*) >= $2
        order by 2 desc, 1 limit 3
        "#,
        path_slug,
        least,
    )
    .fetch_all(db)
    .await
}

/// Whether something else of the report, itself or an answer, was drawn and is not proved, and nothing drawn was let through since.
/// What comes next is then drawn, too: or the same gain could be told in the other place.
pub async fn is_unproved(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
    but_for_ticket: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from proof_draws d
            where d.submission_id = $1 and d.ticket <> $2 and d.result <> 'proved'
              and not exists (select from proof_draws n join review_items i on i.id = n.item_id
                              where n.submission_id = d.submission_id and n.id >= d.id and i.state in ('approved', 'overturned'))
        ) as "is!"
        "#,
        submission_id.0,
        but_for_ticket,
    )
    .fetch_one(db)
    .await
}
