//! The rows of `submission_revisions`: a report as it was sent, never changed afterwards.

use crate::{
    reports::{Consent, Effort, Money, Plan, Report, Seller, Story, What, When, Who},
    values::{Cents, ClosedList, Month, sketch},
};
use sqlx::PgExecutor;
use time::Date;

/// Keeps what was sent. The schema puts it into the moderators' queue in the same statement. A draft sent twice breaks
/// `submission_revisions_draft_once`.
pub async fn insert(
    db: impl PgExecutor<'_>,
    submission_id: i64,
    draft_version: i32,
    report: &Report,
) -> sqlx::Result<i64> {
    let Report { who, what, when, effort, money, seller, story, consent, plan, .. } = report;
    sqlx::query_scalar!(
        r#"
        with kept as (
        insert into submission_revisions (
            submission_id, number, draft_version, kind, path_id, variant_id, background, years_in_field, audience_before,
            had_paid_before, region, country, income_model, ai_used_for, tools, first_customer_channel, started_on,
            first_income_on, stopped_on, as_of, status, hours_per_week, weeks_active, hours_total, currency, usd_rate,
            upfront_cost, running_cost_total, people_paid_total, revenue_total, refunds_total, last3m_revenue, last3m_cost,
            amounts_are, teaching_share, sells_on_topic, capital_band, headline, what_i_did, what_went_wrong,
            tell_a_friend, stop_reasons, months_until_copied, ai_helped_write, may_publish_story, in_open_data, may_contact,
            target_monthly, stop_if_below, stop_by, budget, premortem, months_until_halved, includes,
            path_other)
        values (
            $1, (select coalesce(max(number), 0) + 1 from submission_revisions where submission_id = $1), $2, $3, $4, $5, $6,
            $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,
            $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52,
            (select draft_includes from submissions where id = $1),
            coalesce((select btrim(typed ->> 1, E' \t\r\n') from submissions s, jsonb_array_elements(s.draft) typed
                      where s.id = $1 and typed ->> 0 = 'path_other' limit 1), ''))
        returning id
        ), sketched as (
            insert into story_sketches (revision_id, marks) select id, $53 from kept
        )
        select id as "id!" from kept
        "#,
        submission_id,
        draft_version,
        report.kind.word(),
        report.path_id,
        report.variant_id,
        who.background.word(),
        who.years_in_field.word(),
        who.audience_before.word(),
        who.had_paid_before,
        who.region.word(),
        who.country,
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
        money.currency.word(),
        money.usd_rate,
        money.upfront_cost.0,
        money.running_cost_total.0,
        money.people_paid_total.0,
        money.revenue_total.0,
        money.refunds_total.0,
        money.last3m_revenue.map(|amount| amount.0),
        money.last3m_cost.map(|amount| amount.0),
        money.amounts_are.word(),
        seller.teaching_share.word(),
        seller.sells_on_topic,
        money.capital_band.word(),
        story.headline,
        story.what_i_did,
        story.what_went_wrong,
        story.tell_a_friend,
        &words(&story.stop_reasons),
        story.months_until_copied,
        story.ai_helped_write.word(),
        consent.may_publish_story,
        consent.in_open_data,
        consent.may_contact,
        plan.target_monthly.map(|amount| amount.0),
        plan.stop_if_below.map(|amount| amount.0),
        plan.stop_by.map(Month::first_day),
        plan.budget.map(|amount| amount.0),
        &plan.premortem,
        story.months_until_halved,
        &sketch(&story.told()),
    )
    .fetch_one(db)
    .await
}

/// What its author says it is about, if it is quite none of the paths; empty for most.
pub async fn other_path(db: impl PgExecutor<'_>, revision_id: i64) -> sqlx::Result<String> {
    let said = sqlx::query_scalar!("select path_other from submission_revisions where id = $1", revision_id);
    Ok(said.fetch_optional(db).await?.unwrap_or_default())
}

/// The day on which the submission was first sent; none before.
pub(in crate::submissions) async fn first_sent_on(
    db: impl PgExecutor<'_>,
    submission_id: i64,
) -> sqlx::Result<Option<Date>> {
    sqlx::query_scalar!(
        "select min(sent_at at time zone 'utc')::date from submission_revisions where submission_id = $1",
        submission_id,
    )
    .fetch_one(db)
    .await
}

/// The report of this revision.
pub async fn find(db: impl PgExecutor<'_>, revision_id: i64) -> sqlx::Result<Option<Report>> {
    let row = sqlx::query!("select * from submission_revisions where id = $1", revision_id)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Report {
        kind: known(&row.kind)?,
        path_id: row.path_id,
        variant_id: row.variant_id,
        who: Who {
            background: known(&row.background)?,
            years_in_field: known(&row.years_in_field)?,
            audience_before: known(&row.audience_before)?,
            had_paid_before: row.had_paid_before,
            region: known(&row.region)?,
            country: row.country,
        },
        what: What {
            income_model: all_known(&row.income_model)?,
            ai_used_for: all_known(&row.ai_used_for)?,
            tools: row.tools,
            first_customer_channel: known(&row.first_customer_channel)?,
        },
        when: When {
            started_on: Month::of(row.started_on),
            first_income_on: row.first_income_on.map(Month::of),
            stopped_on: row.stopped_on.map(Month::of),
            as_of: row.as_of,
            status: known(&row.status)?,
        },
        effort: Effort {
            hours_per_week: row.hours_per_week,
            weeks_active: row.weeks_active,
            hours_total: row.hours_total,
        },
        money: Money {
            currency: known(&row.currency)?,
            usd_rate: row.usd_rate,
            upfront_cost: Cents(row.upfront_cost),
            running_cost_total: Cents(row.running_cost_total),
            people_paid_total: Cents(row.people_paid_total),
            revenue_total: Cents(row.revenue_total),
            refunds_total: Cents(row.refunds_total),
            last3m_revenue: row.last3m_revenue.map(Cents),
            last3m_cost: row.last3m_cost.map(Cents),
            amounts_are: known(&row.amounts_are)?,
            capital_band: known(&row.capital_band)?,
        },
        seller: Seller { teaching_share: known(&row.teaching_share)?, sells_on_topic: row.sells_on_topic },
        story: Story {
            headline: row.headline,
            what_i_did: row.what_i_did,
            what_went_wrong: row.what_went_wrong,
            tell_a_friend: row.tell_a_friend,
            stop_reasons: all_known(&row.stop_reasons)?,
            months_until_copied: row.months_until_copied,
            months_until_halved: row.months_until_halved,
            ai_helped_write: known(&row.ai_helped_write)?,
        },
        consent: Consent {
            may_publish_story: row.may_publish_story,
            in_open_data: row.in_open_data,
            may_contact: row.may_contact,
        },
        plan: Plan {
            target_monthly: row.target_monthly.map(Cents),
            stop_if_below: row.stop_if_below.map(Cents),
            stop_by: row.stop_by.map(Month::of),
            budget: row.budget.map(Cents),
            premortem: row.premortem,
        },
    }))
}

fn words<T: ClosedList>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.word().to_owned()).collect()
}

/// The value of a word from the database, which a newer copy of the program may have written.
pub(super) fn known<T: ClosedList>(word: &str) -> sqlx::Result<T> {
    T::from_word(word).ok_or_else(|| sqlx::Error::Decode(format!("{word} is none of {:?}", T::ALL).into()))
}

fn all_known<T: ClosedList>(words: &[String]) -> sqlx::Result<Vec<T>> {
    words.iter().map(|word| known(word)).collect()
}
