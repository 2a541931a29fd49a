//! Reports as staff know them, and the proof that was seen of them.

use crate::{
    moderation::desk::reports::{Evidence, Known, Noted},
    submissions::State,
    values::{AccountId, ClosedList as _, ExperienceId, ItemId, RevisionId, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor};

/// The submission with this public number or this reference.
pub async fn find_report(
    db: impl PgExecutor<'_>,
    number: Option<ExperienceId>,
    reference: &str,
) -> sqlx::Result<Option<SubmissionId>> {
    sqlx::query_scalar!(
        r#"
        select s.id from submissions s left join experiences e on e.submission_id = s.id
        where (e.id = $1 or s.reference = $2) and exists (select from submission_revisions where submission_id = s.id)
        limit 1
        "#,
        number.map(|id| id.0),
        reference,
    )
    .fetch_optional(db)
    .await
}

/// The report of this submission; none when nothing of it was ever sent.
pub async fn report(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Option<Known>> {
    sqlx::query_as!(
        Known,
        r#"
        select s.id, s.reference, r.headline, p.name as path_name, s.state as "state: _", r.id as revision_id,
               s.live_revision_id is not null as "has_live!", e.id as "experience_id?", e.grade as "grade?",
               e.grade_reason as "grade_reason?"
        from submissions s
        join lateral (select * from submission_revisions where submission_id = s.id
                      order by (id = s.live_revision_id) desc nulls last, number desc limit 1) r on true
        join paths p on p.id = r.path_id
        left join experiences e on e.submission_id = s.id
        where s.id = $1
        "#,
        id.0,
    )
    .fetch_optional(db)
    .await
}

#[derive(Debug)]
pub struct HeldReport {
    pub state: State,
    pub live_revision_id: Option<RevisionId>,
}

/// Holds the submission until the transaction ends.
pub async fn hold_report(conn: &mut PgConnection, id: SubmissionId) -> sqlx::Result<Option<HeldReport>> {
    sqlx::query_as!(
        HeldReport,
        r#"
        select state as "state: _", live_revision_id
        from submissions where id = $1 for no key update
        "#,
        id.0,
    )
    .fetch_optional(conn)
    .await
}

/// The item in the queue that this revision was read as.
pub async fn item_of(db: impl PgExecutor<'_>, revision_id: RevisionId) -> sqlx::Result<Option<ItemId>> {
    sqlx::query_scalar!(
        r#"select id as "id: ItemId" from review_items where revision_id = $1"#,
        revision_id.0
    )
    .fetch_optional(db)
    .await
}

/// Every proof that was seen of a report, the newest first.
pub async fn evidence_of(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<Vec<Evidence>> {
    sqlx::query_as!(
        Evidence,
        r#"
        select e.kind as "kind: _", e.result as "result: _", e.note, a.name as checked_by, e.checked_on,
               r.number as version
        from evidence_items e
        join accounts a on a.id = e.checked_by
        join submission_revisions r on r.id = e.revision_id
        where e.submission_id = $1 order by e.id desc
        "#,
        submission_id.0,
    )
    .fetch_all(db)
    .await
}

/// Keeps a proof; false when the same form was sent before.
pub async fn keep_evidence(
    conn: &mut PgConnection,
    report: &Known,
    by: AccountId,
    noted: &Noted,
) -> sqlx::Result<bool> {
    let kept = sqlx::query!(
        r#"
        insert into evidence_items (submission_id, revision_id, kind, result, note, checked_by, checked_on, form_key_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (form_key_hash) do nothing
        "#,
        report.id.0,
        report.revision_id.0,
        noted.kind.word(),
        noted.result.word(),
        noted.note,
        by.0,
        noted.checked_on,
        noted.form_key.hash("evidence"),
    );
    Ok(kept.execute(conn).await?.rows_affected() == 1)
}
