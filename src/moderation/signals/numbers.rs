//! Rules on the numbers: whether they fit each other, and whether they are so large that proof is asked for.

use super::{Rule, Signal};
use crate::{
    figures::{Spread, words},
    limits::{Threshold, Thresholds},
    submissions::{Kind, Report},
    values::{Cents, Month, how_many},
};

pub fn of(report: &Report, others: &Spread, thresholds: &Thresholds) -> Vec<Signal> {
    let misfits = misfits(report).into_iter().map(|(field, what)| Signal::new(Rule::Numbers, field, what));
    let monthly = report.figures().monthly_net_usd.map(|monthly| monthly.0);
    let large = monthly.and_then(|monthly| large(monthly, thresholds));
    let far_out = monthly.and_then(|monthly| far_out(monthly, others, thresholds));
    let sized = [(Rule::Large, large), (Rule::FarOut, far_out)];
    misfits.chain(sized.into_iter().filter_map(|(rule, what)| Some(Signal::new(rule, "", what?)))).collect()
}

fn misfits(report: &Report) -> Vec<(&'static str, String)> {
    let (effort, money) = (&report.effort, &report.money);
    let worked = effort.hours_per_week * f64::from(effort.weeks_active);
    let mut misfits = Vec::new();
    if worked > 0.0 && !(0.5..=2.0).contains(&(effort.hours_total / worked)) {
        misfits.push((
            "hours_total",
            format!(
                "{} in all; {} a week for {} are {worked}",
                how_many(effort.hours_total, "hour"),
                effort.hours_per_week,
                how_many(effort.weeks_active, "week")
            ),
        ));
    }
    let weeks = weeks_possible(report);
    if i64::from(effort.weeks_active) > weeks {
        misfits.push((
            "weeks_active",
            format!("{} worked; the months allow {weeks}", how_many(effort.weeks_active, "week")),
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
fn large(monthly: i64, thresholds: &Thresholds) -> Option<String> {
    let from = thresholds.proof_from_cents();
    let what =
        || format!("{} a month; above {} proof may be asked for", words::usd(monthly), words::usd(from));
    (monthly > from).then(what)
}

/// Beyond the third quartile by several widths of the middle half; never for a failure.
fn far_out(monthly: i64, others: &Spread, thresholds: &Thresholds) -> Option<String> {
    let times = i64::from(thresholds.of(Threshold::FenceTimes));
    let least = usize::try_from(thresholds.of(Threshold::FenceLeast)).unwrap_or(usize::MAX);
    let middle = others.middle().filter(|middle| middle.n >= least)?;
    let fence = (middle.half.1 + times * (middle.half.1 - middle.half.0)).max(0);
    let what = || {
        format!(
            "{} a month; of the {} reports of this path, {} would be the last expected",
            words::usd(monthly),
            middle.n,
            words::usd(fence)
        )
    };
    (monthly > fence).then(what)
}
