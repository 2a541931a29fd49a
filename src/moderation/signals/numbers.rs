//! Rules on the numbers: whether they fit each other, and whether they are so large that proof is asked for.

use super::{Rule, Signal};
use crate::{
    figures::{Spread, words},
    submissions::{Kind, Report},
    values::{Cents, Month},
};

/// Take-home a month above which proof is asked for in any case, US cents.
const PROOF_FROM: i64 = 200_000;

pub fn of(report: &Report, others: &Spread) -> Vec<Signal> {
    let misfits = misfits(report).into_iter().map(|(field, what)| Signal::new(Rule::Numbers, field, what));
    let large = too_large(report, others).map(|what| Signal::new(Rule::Large, "", what));
    misfits.chain(large).collect()
}

fn misfits(report: &Report) -> Vec<(&'static str, String)> {
    let (effort, money) = (&report.effort, &report.money);
    let worked = effort.hours_per_week * f64::from(effort.weeks_active);
    let mut misfits = Vec::new();
    if worked > 0.0 && !(0.5..=2.0).contains(&(effort.hours_total / worked)) {
        misfits.push((
            "hours_total",
            format!(
                "{} hours in all; {} a week for {} weeks are {}",
                effort.hours_total, effort.hours_per_week, effort.weeks_active, worked
            ),
        ));
    }
    let weeks = weeks_possible(report);
    if i64::from(effort.weeks_active) > weeks {
        misfits.push((
            "weeks_active",
            format!("{} weeks worked; the months allow {weeks}", effort.weeks_active),
        ));
    }
    if money.revenue_total > Cents(0) && effort.hours_total < 1.0 && report.kind == Kind::ToldAfterwards {
        misfits.push(("revenue_total", "Revenue for less than an hour of work".to_owned()));
    }
    if money.last3m_revenue.is_some_and(|recent| recent > money.revenue_total) {
        misfits.push(("last3m_revenue", "More in the last three months than in all".to_owned()));
    }
    misfits
}

/// Whole weeks from the first day of the first month to the last day of the last one.
fn weeks_possible(report: &Report) -> i64 {
    let last = report.when.stopped_on.unwrap_or_else(|| Month::of(report.when.as_of)).first_day();
    (last - report.when.started_on.first_day()).whole_days() / 7 + 5
}

/// Never for a failure: proof is asked of those who gained only.
fn too_large(report: &Report, others: &Spread) -> Option<String> {
    let monthly = report.figures().monthly_net_usd?.0;
    let fence = others.middle().map(|middle| middle.half.1 + 3 * (middle.half.1 - middle.half.0));
    match fence {
        Some(fence) if monthly > fence.max(0) => Some(format!(
            "{} a month; far beyond the {} reports of this path, where {} would be the last expected",
            words::usd(monthly),
            others.n(),
            words::usd(fence.max(0)),
        )),
        _ if monthly > PROOF_FROM => Some(format!(
            "{} a month; above {} proof is asked for",
            words::usd(monthly),
            words::usd(PROOF_FROM)
        )),
        _ => None,
    }
}
