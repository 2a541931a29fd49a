//! The rows of `submission_revisions`: a report as it was sent, never changed afterwards.

use crate::{
    db::with_columns,
    rates,
    reports::Report,
    values::{RevisionId, SubmissionId, sketch},
};
use sqlx::{PgConnection, PgExecutor, types::Json};
use time::Date;

/// Keeps what was sent. The schema puts it into the moderators' queue in the same statement. A draft sent twice breaks
/// `submission_revisions_draft_once`.
pub async fn insert(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
    draft_version: i32,
    report: &Report,
) -> sqlx::Result<RevisionId> {
    with_columns!(
        query_scalar,
        "kind, path_id, variant_id, background, years_in_field, audience_before, had_paid_before, region, country,
         income_model, ai_used_for, tools, first_customer_channel, started_on, first_income_on, stopped_on, as_of, status,
         hours_per_week, weeks_active, hours_total, currency, upfront_cost, running_cost_total, people_paid_total,
         revenue_total, refunds_total, last3m_revenue, last3m_cost, amounts_are, capital_band, teaching_share,
         sells_on_topic, headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons, months_until_copied,
         months_until_halved, ai_helped_write, may_publish_story, in_open_data, may_contact, target_monthly, stop_if_below,
         stop_by, budget, premortem",
        r#"
        with kept as (
            insert into submission_revisions (submission_id, number, draft_version, includes, path_other, usd_rate, "# columns r#")
            select $1, (select coalesce(max(number), 0) + 1 from submission_revisions where submission_id = $1), $2,
                   (select draft_includes from submissions where id = $1),
                   coalesce((select btrim(typed ->> 1, E' \t\r\n')
                             from submissions s, jsonb_array_elements(s.draft) typed
                             where s.id = $1 and typed ->> 0 = 'path_other' limit 1), ''),
                   -- Only the release before reads it, and may serve beside this one.
                   case currency when 'USD' then 1 end, "# columns r#"
            from jsonb_populate_record(null::submission_revisions, $3)
            returning id
        ), sketched as (
            insert into story_sketches (revision_id, marks) select id, $4 from kept
        )
        select id as "id!" from kept
        "#,
        submission_id.0,
        draft_version,
        Json(report) as _,
        &sketch(&report.story.told()),
    )
    .fetch_one(db)
    .await
}

/// The words of its author on what it is about, if it is quite none of the paths; empty for most.
pub async fn other_path(db: impl PgExecutor<'_>, revision_id: RevisionId) -> sqlx::Result<String> {
    let said =
        sqlx::query_scalar!("select path_other from submission_revisions where id = $1", revision_id.0);
    Ok(said.fetch_optional(db).await?.unwrap_or_default())
}

/// The day on which the submission was first sent; none before.
pub(in crate::submissions) async fn first_sent_on(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<Date>> {
    sqlx::query_scalar!(
        "select min(sent_at at time zone 'utc')::date from submission_revisions where submission_id = $1",
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// The report of this revision, in dollars as far as its rates are known now.
pub async fn find(conn: &mut PgConnection, revision_id: RevisionId) -> sqlx::Result<Option<Report>> {
    let row = sqlx::query_scalar!(
        r#"select to_jsonb(r) as "report!: Json<Report>" from submission_revisions r where id = $1"#,
        revision_id.0,
    );
    let Some(Json(report)) = row.fetch_optional(&mut *conn).await? else { return Ok(None) };
    let rates = rates::known(conn, &[report.money.currency]).await?;
    Ok(Some(report.in_dollars(&rates)))
}
