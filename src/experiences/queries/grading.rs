//! Statements about what a grade rests on, and about the grade itself.

use crate::{
    figures::grade::{Basis, Graded, LINK_DAYS_APART, STALE_MONTHS},
    values::{ClosedList as _, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor};
use time::Date;

/// Writes the grade of what this submission published where it is another than before.
pub async fn store(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    graded: &Graded,
    stale: bool,
    newest_proof: Option<&Proof>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with unread as (select count(*)::smallint as answers from unread_answers where submission_id = $1)
        update experiences set (grade, grade_reason, graded_stale, proof_seen, proof_kind, proof_on, unread_answers)
            = ($2, $3, $4, $5, $6, date_trunc('month', $7::date)::date, unread.answers)
        from unread
        where submission_id = $1
          and (grade, grade_reason, graded_stale, proof_seen, proof_kind, proof_on, unread_answers)
              is distinct from ($2, $3, $4, $5, $6, date_trunc('month', $7::date)::date, unread.answers)
        "#,
        submission_id.0,
        graded.grade.word(),
        graded.reason,
        stale,
        newest_proof.is_some(),
        newest_proof.map(|proof| proof.kind.as_str()),
        newest_proof.map(|proof| proof.checked_on),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The submissions whose report grew stale or fresh, or whose author came back: at most a hundred at once.
pub async fn due(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<SubmissionId>> {
    sqlx::query_scalar!(
        r#"
        select e.submission_id from experiences e join submissions s on s.id = e.submission_id
        left join experience_originals o on o.submission_id = e.submission_id
        where (coalesce(o.confirmed_on, e.confirmed_on) < site_today() - make_interval(months => $1)) <> e.graded_stale
           or (e.grade = 'E' and not e.graded_stale and s.link_used_on - (s.created_at at time zone 'utc')::date >= $2
               and (e.kind <> 'registered_start' or e.first_income_on is null or e.proof_seen)
               and not exists (select from experience_updates u where u.submission_id = s.id and u.state = 'waiting'))
        limit 100
        "#,
        STALE_MONTHS,
        LINK_DAYS_APART,
    )
    .fetch_all(db)
    .await
}

/// All but the documents. Readers are those who decided on any of its versions or checked a proof. An answer that
/// nobody has read is no follow-up, and while one waits its author has not come back: readers would know of it.
pub async fn basis(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<Option<Basis>> {
    let row = sqlx::query!(
        r#"
        select (s.created_at at time zone 'utc')::date as "begun!",
               case when e.grade <> 'E' or not exists (select from experience_updates u where u.submission_id = s.id and u.state = 'waiting')
                    then s.link_used_on end as link_used_on,
               e.kind = 'registered_start' and e.first_income_on is not null as "earned_start!",
               coalesce(o.confirmed_on, e.confirmed_on) < site_today() - make_interval(months => $2) as "stale!",
               array(select u.as_of from experience_updates u where u.submission_id = s.id and u.state = 'live'
                     and not exists (select from unread_answers n where n.update_id = u.id)) as "followups!",
               (select count(*) from (
                   select decided_by from review_items i where i.submission_id = s.id and decided_by is not null
                   union select account_id from moderation_events m
                       where m.submission_id = s.id and m.kind <> 'flag'
                         and m.action not in ('hidden', 'shown_again', 'counted_unread')
                   union select checked_by from evidence_items p where p.submission_id = s.id) as people) as "readers!"
        from experiences e join submissions s on s.id = e.submission_id
        left join experience_originals o on o.submission_id = e.submission_id
        where s.id = $1
        "#,
        submission_id.0,
        STALE_MONTHS,
    );
    let Some(row) = row.fetch_optional(conn).await? else { return Ok(None) };
    Ok(Some(Basis {
        link_days: row.link_used_on.into_iter().chain([row.begun]).collect(),
        followup_days: row.followups,
        documents_checked: 0,
        readers: usize::try_from(row.readers).unwrap_or_default(),
        stale: row.stale,
        earned_start: row.earned_start,
    }))
}

/// A proof that was seen: its kind, as the schema names it, and when.
#[derive(Debug)]
pub struct Proof {
    pub kind: String,
    pub checked_on: Date,
}

/// Proofs that support the published sums, the newest first. A later check of the same kind takes the place of an earlier
/// one, and a proof of other sums says nothing of these.
pub async fn proofs(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<Vec<Proof>> {
    sqlx::query_as!(
        Proof,
        r#"
        select kind, checked_on from (
            select distinct on (p.kind) p.id, p.kind, p.result, p.checked_on
            from evidence_items p
            join experiences e on e.submission_id = p.submission_id
            join submission_revisions r on r.id = p.revision_id
            join submission_revisions l on l.id = e.revision_id
            where p.submission_id = $1
              and (r.currency, r.revenue_total, r.refunds_total, r.upfront_cost + r.running_cost_total + r.people_paid_total)
                  = (l.currency, l.revenue_total, l.refunds_total, l.upfront_cost + l.running_cost_total + l.people_paid_total)
            order by p.kind, p.id desc
        ) as last
        where result = 'supports' order by checked_on desc, id desc
        "#,
        submission_id.0,
    )
    .fetch_all(conn)
    .await
}
