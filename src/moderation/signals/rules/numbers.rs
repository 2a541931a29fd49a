//! Rules on the numbers: whether they fit each other, and whether they are so large that proof is asked for.

use super::{Rule, Signal};
use crate::{
    figures::{Beyond, Fenced, Fences, words},
    limits::Thresholds,
    reports::{Kind, Report, ReportWithUpdates, Update},
    values::{Cents, Month, UsdCents, how_many},
};

pub fn of(report: &Report, fences: &Fences, thresholds: &Thresholds) -> Vec<Signal> {
    let misfits = misfits(report).into_iter().map(|(field, what)| Signal::new(Rule::Numbers, field, what));
    let monthly = report.month_usd();
    let large = monthly.and_then(|monthly| large(monthly, thresholds));
    let large = large.map(|what| Signal::new(Rule::Large, "", what));
    misfits.chain(large).chain(far_out(report, fences)).collect()
}

/// What an answer adds to those of the report that it makes: the hours since the last one, by themselves, may lie far out
/// where all of them together do not.
pub fn of_answer(told: &ReportWithUpdates, update: &Update, fences: &Fences) -> Vec<Signal> {
    let since = told.only(update);
    let unpaid = update.revenue > Cents(0) && update.hours <= 0.0;
    let unpaid = unpaid.then(|| Signal::new(Rule::Numbers, "hours", "Income for which no hour was worked"));
    unpaid.into_iter().chain(far_out(&since, fences)).collect()
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
fn large(monthly: UsdCents, thresholds: &Thresholds) -> Option<String> {
    let from = thresholds.proof_from();
    let what =
        || format!("{} a month; above {} proof may be asked for", words::usd(monthly), words::usd(from));
    (monthly > from).then(what)
}

fn far_out(report: &Report, fences: &Fences) -> Vec<Signal> {
    let signal = |Beyond { what, value, fence }| {
        let [found, last] = [value, fence.last_expected].map(|value| in_words(what, value));
        let said = match fence.reports {
            Some(n) => format!("{found}; of the {n} reports of this path, {last} would be the last expected"),
            None => format!("{found}; while a path has few reports, two people read more than {last}"),
        };
        let rule = if what == Fenced::WeeklyHours { Rule::FarHours } else { Rule::FarOut };
        Signal::new(rule, "", said)
    };
    report.beyond(fences).into_iter().map(signal).collect()
}

fn in_words(what: Fenced, value: i64) -> String {
    match what {
        Fenced::Monthly => format!("{} a month", words::usd(UsdCents(value))),
        Fenced::Hourly => format!("{} an hour", UsdCents(value)),
        Fenced::WeeklyHours => format!("{} a week", how_many(value as f64 / 100.0, "hour")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figures::WHILE_TOO_FEW, reports::Status, reports::a_plan};

    fn found(report: &Report) -> Vec<Rule> {
        far_out(report, &WHILE_TOO_FEW).into_iter().map(|signal| signal.rule).collect()
    }

    /// A year of some hours a week, with this net in all.
    fn worked(dollars: i64, hours_per_week: f64) -> Report {
        let mut report = a_plan();
        (report.kind, report.when.status) = (Kind::ToldAfterwards, Status::Earning);
        (report.effort.hours_per_week, report.effort.weeks_active) = (hours_per_week, 50);
        report.effort.hours_total = hours_per_week * 50.0;
        report.money.revenue_total = Cents(dollars.max(0) * 100);
        report.money.running_cost_total = Cents(-dollars.min(0) * 100);
        report.in_dollars(&Default::default())
    }

    #[test]
    fn an_hour_that_pays_beyond_the_fence_is_read_by_two_though_the_month_is_small() {
        assert_eq!(found(&worked(3_750, 0.5)), [], "$150 an hour");
        assert_eq!(found(&worked(3_800, 0.5)), [Rule::FarOut], "$152 an hour, $330 a month");
        assert_eq!(found(&worked(14_989, 0.02)), [Rule::FarOut], "$14,989 an hour");
        assert_eq!(found(&worked(-14_989, 0.02)), [], "a failure is never far out");
    }

    #[test]
    fn hours_beyond_the_fence_are_read_by_two_and_allow_no_proof() {
        assert_eq!(found(&worked(0, 60.0)), []);
        assert_eq!(found(&worked(0, 60.5)), [Rule::FarHours]);
        assert!(!Rule::FarHours.allows_proof());
    }

    #[test]
    fn a_month_beyond_the_fixed_fence_is_read_by_two_on_a_path_s_first_day() {
        assert_eq!(found(&worked(57_000, 40.0)), []);
        assert_eq!(found(&worked(58_000, 40.0)), [Rule::FarOut], "$5,044 a month");
    }
}
