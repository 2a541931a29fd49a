//! The flat row that readers see, written from a report.

use crate::{
    db::with_columns,
    reports::{AiUse, Figures, IncomeModel, Report, StopReason},
    values::{ClosedList, ExperienceId, RevisionId, SubmissionId, UsdCents},
};
use sqlx::{PgConnection, PgExecutor, types::Json};
use time::Date;

/// Writes the submission's row, and gives its id. `confirmed_on` is the day on which the author last confirmed it;
/// what is `amended` says so.
pub async fn put(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
    report: &Report,
    confirmed_on: Date,
    amended: bool,
) -> sqlx::Result<ExperienceId> {
    with_columns!(
        query_scalar,
        "revision_id, kind, path_id, variant_id, background, years_in_field, audience_before, region, income_model,
         ai_used_for, tools, first_customer_channel, started_on, first_income_on, stopped_on, as_of, status, hours_per_week,
         weeks_active, hours_total, capital_band, teaching_share, sells_on_topic, amounts_are, currency, revenue_total,
         costs_total, net_total, net_total_usd, monthly_net_usd, net_hourly_usd, monthly_net_band, net_hourly_band,
         months_to_first_income, first_income_band, duration_months, duration_band, headline, what_i_did, what_went_wrong,
         tell_a_friend, stop_reasons, months_until_copied, months_until_halved, ai_helped_write, in_open_data,
         target_monthly_usd, stop_if_below_usd, stop_by",
        "
        insert into experiences as e (submission_id, confirmed_on, followed_up_months, " columns ")
        select $1, $2, (select followed_up_months from submissions where id = $1), " columns "
        from jsonb_populate_record(null::experiences, $3::jsonb || $4::jsonb)
        on conflict (submission_id) do update set
            (followed_up_months, " columns ") = (select followed_up_months, " columns " from (select excluded.*) as new),
            confirmed_on = greatest(e.confirmed_on, excluded.confirmed_on),
            amended_at = case when $5 then site_now() else e.amended_at end, version = e.version + 1
        returning id
        ",
        submission_id.0,
        confirmed_on,
        Json(report) as _,
        Json(Shown::of(report, revision_id)) as _,
        amended,
    )
    .fetch_one(conn)
    .await
}

/// The revision that readers see of this submission.
pub async fn revision(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<RevisionId>> {
    sqlx::query_scalar!("select revision_id from experiences where submission_id = $1", submission_id.0)
        .fetch_optional(db)
        .await
}

pub async fn delete(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!("delete from experiences where submission_id = $1", submission_id.0).execute(db).await?;
    Ok(())
}

/// Notes that its author says on this day that it stands.
pub async fn confirm(db: impl PgExecutor<'_>, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "update experiences set confirmed_on = greatest(confirmed_on, $2) where submission_id = $1",
        submission_id.0,
        day,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What of the row is not in the report as it was sent, or stands otherwise in it. By the names of the columns.
#[derive(serde::Serialize)]
struct Shown<'a> {
    revision_id: RevisionId,
    #[serde(flatten)]
    figures: Figures,
    income_model: Vec<IncomeModel>,
    ai_used_for: Vec<AiUse>,
    stop_reasons: Vec<StopReason>,
    what_i_did: Option<&'a str>,
    what_went_wrong: Option<&'a str>,
    tell_a_friend: Option<&'a str>,
    target_monthly_usd: Option<UsdCents>,
    stop_if_below_usd: Option<UsdCents>,
}

impl<'a> Shown<'a> {
    fn of(report: &'a Report, revision_id: RevisionId) -> Self {
        let Report { what, story, plan, .. } = report;
        let told =
            |part: &'a str| Some(part).filter(|part| report.consent.may_publish_story && !part.is_empty());
        let in_usd = |amount| report.money.in_usd(amount);
        Self {
            revision_id,
            figures: report.figures(),
            income_model: in_order(&what.income_model),
            ai_used_for: in_order(&what.ai_used_for),
            stop_reasons: in_order(&story.stop_reasons),
            what_i_did: told(&story.what_i_did),
            what_went_wrong: told(&story.what_went_wrong),
            tell_a_friend: told(&story.tell_a_friend),
            target_monthly_usd: plan.target_monthly.and_then(in_usd),
            stop_if_below_usd: plan.stop_if_below.and_then(in_usd),
        }
    }
}

/// Each value once, in the list's own order.
fn in_order<T: ClosedList>(values: &[T]) -> Vec<T> {
    T::ALL.iter().copied().filter(|value| values.contains(value)).collect()
}
