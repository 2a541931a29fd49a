//! The flat row that readers see, written from a report.

use crate::{
    reports::Report,
    values::{Cents, ClosedList, Month},
};
use sqlx::{PgConnection, PgExecutor};
use time::Date;

/// Writes the submission's row, and gives its id. `confirmed_on` is the day on which the author last confirmed it;
/// what is `amended` says so.
pub async fn put(
    conn: &mut PgConnection,
    (submission_id, revision_id): (i64, i64),
    report: &Report,
    confirmed_on: Date,
    amended: bool,
) -> sqlx::Result<i64> {
    let Report { who, what, when, effort, money, seller, story, consent, plan, .. } = report;
    let figures = report.figures();
    let told = |part: &str| (consent.may_publish_story && !part.is_empty()).then(|| part.to_owned());
    sqlx::query_scalar!(
        r#"
        insert into experiences as e (
            submission_id, revision_id, confirmed_on, kind, path_id, variant_id, background, years_in_field,
            audience_before, region, income_model, ai_used_for, tools, first_customer_channel, started_on,
            first_income_on, stopped_on, as_of, status, hours_per_week, weeks_active, hours_total, capital_band,
            teaching_share, sells_on_topic, amounts_are, currency, revenue_total, costs_total, net_total, net_total_usd,
            monthly_net_usd, net_hourly_usd, monthly_net_band, net_hourly_band, months_to_first_income,
            first_income_band, duration_months, duration_band, headline, what_i_did, what_went_wrong, tell_a_friend,
            stop_reasons, months_until_copied, ai_helped_write, in_open_data, target_monthly_usd, stop_if_below_usd,
            stop_by, months_until_halved, followed_up_months)
        values (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
            $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46,
            $47, $48, $49, $50, $52, (select followed_up_months from submissions where id = $1))
        on conflict (submission_id) do update set
            (revision_id, kind, path_id, variant_id, background, years_in_field, audience_before, region,
             income_model, ai_used_for, tools, first_customer_channel, started_on, first_income_on, stopped_on, as_of,
             status, hours_per_week, weeks_active, hours_total, capital_band, teaching_share, sells_on_topic, amounts_are,
             currency, revenue_total, costs_total, net_total, net_total_usd, monthly_net_usd, net_hourly_usd,
             monthly_net_band, net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band,
             headline, what_i_did, what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, ai_helped_write,
             in_open_data, target_monthly_usd, stop_if_below_usd, stop_by, months_until_halved,
             followed_up_months)
            = (excluded.revision_id, excluded.kind, excluded.path_id, excluded.variant_id,
             excluded.background, excluded.years_in_field, excluded.audience_before, excluded.region,
             excluded.income_model, excluded.ai_used_for, excluded.tools, excluded.first_customer_channel,
             excluded.started_on, excluded.first_income_on, excluded.stopped_on, excluded.as_of, excluded.status,
             excluded.hours_per_week, excluded.weeks_active, excluded.hours_total, excluded.capital_band,
             excluded.teaching_share, excluded.sells_on_topic, excluded.amounts_are, excluded.currency,
             excluded.revenue_total, excluded.costs_total, excluded.net_total, excluded.net_total_usd,
             excluded.monthly_net_usd, excluded.net_hourly_usd, excluded.monthly_net_band, excluded.net_hourly_band,
             excluded.months_to_first_income, excluded.first_income_band, excluded.duration_months,
             excluded.duration_band, excluded.headline, excluded.what_i_did, excluded.what_went_wrong,
             excluded.tell_a_friend, excluded.stop_reasons, excluded.months_until_copied, excluded.ai_helped_write,
             excluded.in_open_data, excluded.target_monthly_usd, excluded.stop_if_below_usd, excluded.stop_by,
             excluded.months_until_halved, excluded.followed_up_months),
            confirmed_on = greatest(e.confirmed_on, excluded.confirmed_on),
            amended_at = case when $51 then site_now() else e.amended_at end, version = e.version + 1
        returning id
        "#,
        submission_id,
        revision_id,
        confirmed_on,
        report.kind.word(),
        report.path_id,
        report.variant_id,
        who.background.word(),
        who.years_in_field.word(),
        who.audience_before.word(),
        who.region.word(),
        &words(&what.income_model),
        &words(&what.ai_used_for),
        &what.tools,
        what.first_customer_channel.word(),
        when.started_on.first_day(),
        when.first_income_on.map(Month::first_day),
        when.stopped_on.map(Month::first_day),
        when.as_of,
        when.status.word(),
        effort.hours_per_week,
        effort.weeks_active,
        effort.hours_total,
        money.capital_band.word(),
        seller.teaching_share.word(),
        seller.sells_on_topic,
        money.amounts_are.word(),
        money.currency.word(),
        money.revenue_total.0,
        figures.costs_total.0,
        figures.net_total.0,
        figures.net_total_usd.map(|amount| amount.0),
        figures.monthly_net_usd.map(|amount| amount.0),
        figures.net_hourly_usd.map(|amount| amount.0),
        figures.monthly_net_band.word(),
        figures.net_hourly_band.word(),
        figures.months_to_first_income.map(small),
        figures.first_income_band.word(),
        small(figures.duration_months),
        figures.duration_band.word(),
        story.headline,
        told(&story.what_i_did),
        told(&story.what_went_wrong),
        told(&story.tell_a_friend),
        &words(&story.stop_reasons),
        story.months_until_copied,
        story.ai_helped_write.word(),
        consent.in_open_data,
        in_usd(report, plan.target_monthly),
        in_usd(report, plan.stop_if_below),
        plan.stop_by.map(Month::first_day),
        amended,
        story.months_until_halved,
    )
    .fetch_one(conn)
    .await
}

/// The revision that readers see of this submission.
pub async fn revision(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!("select revision_id from experiences where submission_id = $1", submission_id)
        .fetch_optional(db)
        .await
}

pub async fn delete(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from experiences where submission_id = $1", submission_id).execute(db).await?;
    Ok(())
}

/// Notes that its author says on this day that it stands.
pub async fn confirm(db: impl PgExecutor<'_>, submission_id: i64, day: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "update experiences set confirmed_on = greatest(confirmed_on, $2) where submission_id = $1",
        submission_id,
        day,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Each value once, in the list's own order.
fn words<T: ClosedList>(values: &[T]) -> Vec<String> {
    let given = T::ALL.iter().filter(|value| values.contains(value));
    given.map(|value| value.word().to_owned()).collect()
}

fn small(months: i32) -> i16 {
    i16::try_from(months).unwrap_or(i16::MAX)
}

fn in_usd(report: &Report, amount: Option<Cents>) -> Option<i64> {
    Some((amount?.0 as f64 * report.money.usd_rate?).round() as i64)
}
