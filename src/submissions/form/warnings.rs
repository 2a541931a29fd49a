//! Unusual values of a report that breaks no rule: asked as a question, since the author knows best.

use super::contradictions;
use crate::{
    reports::{Kind, Report, Status},
    values::{Cents, UsdCents, how_many},
};

/// More than this for an hour is asked about.
const HIGH_HOURLY: UsdCents = UsdCents(20_000);

/// The questions that a report gives reason to ask; none for most.
pub fn questions(report: &Report) -> Vec<String> {
    let mut asked = contradictions::questions(report);
    if report.kind == Kind::RegisteredStart {
        return asked;
    }
    let unusual = [
        hours_apart(report),
        high_hourly(report),
        no_costs(report),
        long_trying(report),
        recent_months(report),
    ];
    asked.extend(unusual.into_iter().flatten());
    asked
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
    report.figures().net_hourly_usd.filter(|hourly| *hourly > HIGH_HOURLY)?;
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
