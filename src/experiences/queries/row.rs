//! The flat row that readers see, written from a report.

use crate::{
    db::with_columns,
    reports::{
        AiHelpedWrite, AiUse, CapitalBand, Channel, Figures, IncomeModel, Kind, Report, StopReason, Sums,
        TeachingShare,
    },
    values::{
        Cents, ClosedList, ExperienceId, MERGED, Quarter, RevisionId, SubmissionId, UsdCents, VariantId,
        two_digits,
    },
};
use sqlx::{PgConnection, PgExecutor, types::Json};
use time::Date;

/// Writes the submission's row, and gives its id. `confirmed_on` is the day on which the author last confirmed it;
/// what is `amended` says so. Words that may be too rare to be shown are left to [`super::cells::show`].
pub async fn put(
    conn: &mut PgConnection,
    (submission_id, revision_id): (SubmissionId, RevisionId),
    report: &Report,
    confirmed_on: Date,
    amended: bool,
) -> sqlx::Result<ExperienceId> {
    let id = with_columns!(
        query_scalar,
        "revision_id, kind, path_id, variant_id, background, years_in_field, audience_before, region, income_model,
         ai_used_for, tools, first_customer_channel, started_on, first_income_on, stopped_on, as_of, status, hours_per_week,
         weeks_active, hours_total, capital_band, teaching_share, sells_on_topic, seller, amounts_are, currency, revenue_total,
         costs_total, net_total, revenue_total_usd, costs_total_usd, net_total_usd, monthly_net_usd, net_hourly_usd,
         monthly_net_band, net_hourly_band, months_to_first_income, first_income_band, duration_months, duration_band, headline,
         what_i_did, what_went_wrong, tell_a_friend, stop_reasons, months_until_copied, months_until_halved, ai_helped_write,
         in_open_data, target_monthly_usd, stop_if_below_usd, stop_by",
        "
        insert into experiences as e (submission_id, confirmed_on, followed_up_months, coarse_version, " columns ")
        select $1, $2, (select followed_up_months from submissions where id = $1),
               coalesce((select version + 1 from experience_places where submission_id = $1), 1), " columns "
        from jsonb_populate_record(null::experiences, $3::jsonb || $4::jsonb)
        on conflict (submission_id) do update set
            (followed_up_months, " columns ") = (select followed_up_months, " columns " from (select excluded.*) as new),
            confirmed_on = greatest(date_trunc('quarter', e.confirmed_on)::date, excluded.confirmed_on),
            amended_at = case when $5 then site_now() else e.amended_at end,
            version = e.version + 1, coarse_version = e.version + 1
        returning id
        ",
        submission_id.0,
        Quarter::of(confirmed_on).first_day(),
        Json(report) as _,
        Json(Shown::of(report, revision_id)) as _,
        amended,
    )
    .fetch_one(&mut *conn)
    .await?;
    keep_original(conn, submission_id, report, confirmed_on).await?;
    Ok(id)
}

async fn keep_original(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    report: &Report,
    confirmed_on: Date,
) -> sqlx::Result<()> {
    with_columns!(
        query,
        "path_id, variant, background, years_in_field, audience_before, region, income_model, ai_used_for,
         first_customer_channel, capital_band, teaching_share, stop_reasons, ai_helped_write, budget_usd",
        "
        insert into experience_originals as o (submission_id, confirmed_on, " columns ")
        select $1, $2, " columns " from jsonb_populate_record(null::experience_originals, $3::jsonb || $4::jsonb)
        on conflict (submission_id) do update set
            (" columns ") = (select " columns " from (select excluded.*) as new),
            confirmed_on = greatest(o.confirmed_on, excluded.confirmed_on)
        ",
        submission_id.0,
        confirmed_on,
        Json(report) as _,
        Json(Original::of(report)) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
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
pub async fn confirm(conn: &mut PgConnection, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "update experiences set confirmed_on = greatest(confirmed_on, $2) where submission_id = $1",
        submission_id.0,
        Quarter::of(day).first_day(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update experience_originals set confirmed_on = greatest(confirmed_on, $2) where submission_id = $1",
        submission_id.0,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The day on which the author of this submission last confirmed what is published; none while nothing is.
pub async fn confirmed_on(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<Date>> {
    sqlx::query_scalar!(
        r#"
        select greatest(e.confirmed_on, o.confirmed_on) as "day!"
        from experiences e left join experience_originals o using (submission_id) where submission_id = $1
        "#,
        submission_id.0,
    )
    .fetch_optional(db)
    .await
}

/// Published submissions whose rows a copy of the program from before wrote, after the one of this number.
pub async fn behind(
    db: impl PgExecutor<'_>,
    after: SubmissionId,
    most: i64,
) -> sqlx::Result<Vec<SubmissionId>> {
    sqlx::query_scalar!(
        r#"
        select e.submission_id from experiences e join submissions s on s.id = e.submission_id
        where e.coarse_version <> e.version and s.state = 'published' and e.submission_id > $1
        order by e.submission_id limit $2
        "#,
        after.0,
        most,
    )
    .fetch_all(db)
    .await
}

/// What of the row is not in the report as it was sent, or stands otherwise in it. By the names of the columns.
#[derive(serde::Serialize)]
struct Shown<'a> {
    revision_id: RevisionId,
    #[serde(flatten)]
    figures: Figures,
    #[serde(flatten)]
    words: Untold,
    headline: String,
    started_on: Quarter,
    first_income_on: Option<Quarter>,
    stopped_on: Option<Quarter>,
    as_of: Quarter,
    hours_total: i64,
    seller: bool,
    sells_on_topic: bool,
    what_i_did: Option<&'a str>,
    what_went_wrong: Option<&'a str>,
    tell_a_friend: Option<&'a str>,
    target_monthly_usd: Option<UsdCents>,
    stop_if_below_usd: Option<UsdCents>,
    stop_by: Option<Quarter>,
    // Read by copies of the program from before alone.
    currency: &'static str,
    revenue_total: UsdCents,
    costs_total: UsdCents,
    net_total: UsdCents,
}

impl<'a> Shown<'a> {
    fn of(report: &'a Report, revision_id: RevisionId) -> Self {
        let Report { when, story, plan, .. } = report;
        let told =
            |part: &'a str| Some(part).filter(|part| report.consent.may_publish_story && !part.is_empty());
        let figures = report.figures();
        let seller = report.sells();
        Self {
            revision_id,
            words: Untold::default(),
            headline: headline(report),
            started_on: when.started_on.into(),
            first_income_on: when.first_income_on.map(Quarter::from),
            stopped_on: when.stopped_on.map(Quarter::from),
            as_of: Quarter::of(when.as_of),
            hours_total: two_digits(report.effort.hours_total.round() as i64),
            seller,
            sells_on_topic: seller,
            what_i_did: told(&story.what_i_did),
            what_went_wrong: told(&story.what_went_wrong),
            tell_a_friend: told(&story.tell_a_friend),
            target_monthly_usd: planned(&report.money, plan.target_monthly),
            stop_if_below_usd: planned(&report.money, plan.stop_if_below),
            stop_by: plan.stop_by.map(Quarter::from),
            currency: "USD",
            revenue_total: figures.revenue_total_usd.unwrap_or_default(),
            costs_total: figures.costs_total_usd.unwrap_or_default(),
            net_total: figures.net_total_usd.unwrap_or_default(),
            figures,
        }
    }
}

/// The words of a row of which nobody has said yet that they may be shown.
#[derive(serde::Serialize)]
struct Untold {
    variant_id: Option<VariantId>,
    background: &'static str,
    years_in_field: &'static str,
    audience_before: &'static str,
    region: &'static str,
    income_model: [&'static str; 1],
    ai_used_for: [&'static str; 1],
    first_customer_channel: &'static str,
    capital_band: &'static str,
    teaching_share: &'static str,
    stop_reasons: [&'static str; 1],
    ai_helped_write: &'static str,
}

impl Default for Untold {
    fn default() -> Self {
        let merged = MERGED.0;
        Self {
            variant_id: None,
            background: merged,
            years_in_field: merged,
            audience_before: merged,
            region: merged,
            income_model: [merged],
            ai_used_for: [merged],
            first_customer_channel: merged,
            capital_band: merged,
            teaching_share: merged,
            stop_reasons: [merged],
            ai_helped_write: merged,
        }
    }
}

/// What is kept of the report's words beside its row, by the names of the columns, where it is not as it was sent. None for
/// what the rest of the row tells in any case.
#[derive(serde::Serialize)]
struct Original {
    variant: Option<String>,
    income_model: Vec<IncomeModel>,
    ai_used_for: Vec<AiUse>,
    stop_reasons: Vec<StopReason>,
    first_customer_channel: Option<Channel>,
    capital_band: Option<CapitalBand>,
    teaching_share: Option<TeachingShare>,
    ai_helped_write: Option<AiHelpedWrite>,
    budget_usd: Option<UsdCents>,
}

impl Original {
    fn of(report: &Report) -> Self {
        let Report { what, money, seller, story, plan, .. } = report;
        let is_start = report.kind == Kind::RegisteredStart;
        let told_nothing = story.told().trim().is_empty();
        let spent_nothing = !report.is_open_plan() && money.costs_total() == Cents(0);
        let unless = |is_plain: bool| !is_plain;
        Self {
            // Starts are not asked for it.
            variant: report
                .variant_id
                .map(|variant| variant.to_string())
                .or_else(|| unless(is_start).then(String::new)),
            income_model: in_order(&what.income_model),
            ai_used_for: in_order(&what.ai_used_for),
            stop_reasons: in_order(&story.stop_reasons),
            first_customer_channel: Some(what.first_customer_channel).filter(|channel| {
                unless(*channel == Channel::NoneYet && report.when.first_income_on.is_none())
            }),
            capital_band: Some(money.capital_band)
                .filter(|band| unless(*band == CapitalBand::None && spent_nothing)),
            teaching_share: Some(seller.teaching_share).filter(|_| report.sells()),
            ai_helped_write: Some(story.ai_helped_write)
                .filter(|helped| unless(*helped == AiHelpedWrite::No && is_start && told_nothing)),
            budget_usd: planned(money, plan.budget),
        }
    }
}

/// A sum of a plan in US dollars, as readers see it.
pub fn planned(money: &Sums, amount: Option<Cents>) -> Option<UsdCents> {
    amount.and_then(|amount| money.in_usd(amount)).map(UsdCents::two_digits)
}

/// The headline, in which a start without one of its own names its month.
fn headline(report: &Report) -> String {
    let (told, month) = (&report.story.headline, report.when.started_on);
    match told.strip_suffix(&month.to_string()) {
        Some(begin) if report.kind == Kind::RegisteredStart => format!("{begin}{}", Quarter::from(month)),
        _ => told.clone(),
    }
}

/// Each value once, in the list's own order.
fn in_order<T: ClosedList>(values: &[T]) -> Vec<T> {
    T::ALL.iter().copied().filter(|value| values.contains(value)).collect()
}
