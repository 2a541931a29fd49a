//! Pairs of answers that can hardly both hold, and unusual values of a report that breaks no rule. Each is asked about and
//! refuses nothing, since the author knows best.

use super::countries::regions_of;
use crate::{
    reports::{CapitalBand, Channel, Kind, Report, Status, StopReason, Sums, TeachingShare},
    values::{Cents, ClosedList as _, UsdCents, how_many},
};

/// More than this for an hour is asked about.
const HIGH_HOURLY: UsdCents = UsdCents(20_000);

/// The questions that a report gives reason to ask; none for most.
pub fn questions(report: &Report) -> Vec<String> {
    let about_everybody = [country(report), teaching(report)];
    let about_outcomes = [
        capital(report),
        copied(report),
        halved(report),
        halved_before_income(report),
        paid_after_the_end(report),
        first_customer(report),
        recent_income(report),
        earning_nothing(report),
        reached_goal(report),
        hours_apart(report),
        high_hourly(report),
        no_costs(report),
        long_trying(report),
        recent_months(report),
    ];
    let outcomes = about_outcomes.into_iter().filter(|_| report.kind == Kind::ToldAfterwards);
    about_everybody.into_iter().chain(outcomes).flatten().collect()
}

fn country(report: &Report) -> Option<String> {
    let country = report.who.country.as_deref()?;
    let regions = regions_of(country);
    (!regions.is_empty() && !regions.contains(&report.who.region)).then(|| {
        format!(
            "You name {} as your part of the world, and {country} as your country. Is that right?",
            report.who.region
        )
    })
}

fn teaching(report: &Report) -> Option<String> {
    let share = report.seller.teaching_share;
    (share != TeachingShare::None && !report.seller.sells_on_topic).then(|| {
        format!(
            "You say that you sell no course, coaching or tool about it, and that this part of the income comes from \
             such things: {}. Is that right?",
            share.label().to_lowercase()
        )
    })
}

/// Own money put in before any came back covers at least what was spent before the start, and all costs where nothing
/// ever came; and it is no more than everything spent.
fn capital(report: &Report) -> Option<String> {
    let money = &report.money;
    let band = |amount| money.in_usd(amount).map(CapitalBand::of);
    let (least, name) = match money.revenue_total {
        Cents(0) => (money.costs_total(), "in all, and nothing came in"),
        _ => (money.upfront_cost, "before the start"),
    };
    let given = money.capital_band;
    if band(least)? > given {
        let spent = least.of(money.currency);
        return Some(format!(
            "You spent {spent} {name}, and put in this of your own money: {}. {WHOSE}",
            lower(given)
        ));
    }
    (band(money.costs_total())? < given).then(|| {
        let costs = money.costs_total().of(money.currency);
        format!(
            "You put in this of your own money: {}; and all costs together are {costs}. Is that right?",
            lower(given)
        )
    })
}

const WHOSE: &str = "Was the rest somebody else’s?";

fn lower(band: CapitalBand) -> String {
    band.label().to_lowercase()
}

fn copied(report: &Report) -> Option<String> {
    longer(report, report.story.months_until_copied?, "somebody copied it")
}

fn halved(report: &Report) -> Option<String> {
    longer(report, report.story.months_until_halved?, "price or income had halved")
}

fn longer(report: &Report, months: i16, what: &str) -> Option<String> {
    let lasted = report.when.duration_months();
    (i32::from(months) > lasted).then(|| {
        format!(
            "After {} {what}, and by its dates it lasted {}. Is that right?",
            how_many(months, "month"),
            how_many(lasted, "month")
        )
    })
}

fn halved_before_income(report: &Report) -> Option<String> {
    let halved = i32::from(report.story.months_until_halved?);
    match report.when.months_to_first_income() {
        None => Some("Price or income halved, and nothing ever came in. Is that right?".to_owned()),
        Some(first) if halved < first => Some(format!(
            "Price or income had halved after {}, before the first money came in after {}. Is that right?",
            how_many(halved, "month"),
            how_many(first, "month")
        )),
        Some(_) => None,
    }
}

fn paid_after_the_end(report: &Report) -> Option<String> {
    let (first, stopped) = (report.when.first_income_on?, report.when.stopped_on?);
    (first > stopped)
        .then(|| format!("You stopped in {stopped}, and the first money came in {first}. Is that right?"))
}

/// A customer is anyone who paid.
fn first_customer(report: &Report) -> Option<String> {
    let channel = report.what.first_customer_channel;
    match (channel == Channel::NoneYet, report.money.revenue_total > Cents(0)) {
        (true, true) => {
            Some("Money came in, and you say that there was no customer yet. Who paid?".to_owned())
        }
        (false, false) => Some(format!(
            "Nothing came in, and you name where the first customer came from: {}. Did they never pay?",
            channel.label().to_lowercase()
        )),
        _ => None,
    }
}

/// What first came within the last three months came in these.
fn recent_income(report: &Report) -> Option<String> {
    let Sums { last3m_revenue, revenue_total, currency, .. } = report.money;
    let (first, recent) = (report.when.first_income_on?, last3m_revenue?);
    let last = report.when.stopped_on.unwrap_or(crate::values::Month::of(report.when.as_of));
    (last.months_since(first) < 2 && recent < revenue_total).then(|| {
        format!(
            "The first money came in {first}, so all {} came in the last three months, for which you gave {}. \
             Is that right?",
            revenue_total.of(currency),
            recent.of(currency)
        )
    })
}

fn earning_nothing(report: &Report) -> Option<String> {
    let money = &report.money;
    let earned = matches!(report.when.status, Status::Earning | Status::StoppedAfterIncome);
    (earned && money.revenue_total > Cents(0) && money.refunds_total == money.revenue_total)
        .then(|| "You earned with it, and paid back all that came in. Is that right?".to_owned())
}

fn reached_goal(report: &Report) -> Option<String> {
    let reached = report.story.stop_reasons.contains(&StopReason::ReachedGoal);
    (reached && report.money.net_total() <= Cents(0)).then(|| {
        "You stopped because you reached your goal, and nothing was left over. Is that right?".to_owned()
    })
}

fn hours_apart(report: &Report) -> Option<String> {
    let effort = &report.effort;
    let by_weeks = effort.hours_per_week * f64::from(effort.weeks_active);
    let ratio = effort.hours_total / by_weeks;
    (!(0.67..=1.5).contains(&ratio)).then(|| {
        format!(
            "{} a week for {} are {}, and you gave {:.0} in all. Is that right?",
            how_many(effort.hours_per_week, "hour"),
            how_many(effort.weeks_active, "week"),
            how_many(by_weeks.round(), "hour"),
            effort.hours_total
        )
    })
}

fn high_hourly(report: &Report) -> Option<String> {
    report.hour_usd().filter(|hourly| *hourly > HIGH_HOURLY)?;
    Some("That is a lot for an hour. Did you count learning, selling and other unpaid hours?".to_owned())
}

fn no_costs(report: &Report) -> Option<String> {
    let money = &report.money;
    (money.costs_total() == Cents(0) && money.revenue_total > Cents(0))
        .then(|| "You spent nothing at all: no subscription, no fee, no advert?".to_owned())
}

fn long_trying(report: &Report) -> Option<String> {
    let months = report.when.duration_months();
    (report.when.status == Status::Trying && months >= 18).then(|| {
        format!("You are still at it after {months} months without income. Is that right, or did you stop?")
    })
}

fn recent_months(report: &Report) -> Option<String> {
    let earning = report.when.status == Status::Earning;
    (earning && report.money.last3m_revenue == Some(Cents(0))).then(|| {
        "You are still earning, yet nothing came in during the last three months. Is that right?".to_owned()
    })
}
