use super::money::MoneyPart;
use crate::{
    reports::{Effort, Plan, Sums, WEEKS_A_MONTH},
    values::{Cents, how_many},
};

/// The arithmetic of a report, said back to its author before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How the figure comes about.
    pub account: String,
    /// The figure itself: what is left for an hour, or would be.
    pub finding: String,
    /// Whether the amounts cannot be put beside US dollars.
    pub without_rate: bool,
}

impl Sum {
    pub fn of(part: &MoneyPart) -> Self {
        let MoneyPart { effort, money, plan, .. } = part;
        let (account, finding) = match plan.target_monthly {
            Some(target) => planned(effort, money, plan, target),
            None => (account(effort, money), finding(effort, money)),
        };
        Self { account, finding, without_rate: money.usd_rate.is_none() }
    }
}

fn account(effort: &Effort, money: &Sums) -> String {
    let said = |amount: Cents| amount.of(money.currency);
    let refunds = match money.refunds_total {
        Cents(0) => String::new(),
        refunds => format!(", less {} of refunds", said(refunds)),
    };
    let net = money.net_total();
    let left = if net < Cents(0) { "you are out of pocket by" } else { "you are left with" };
    format!(
        "{} came in{refunds}, less {} of costs: {left} {}, before tax, for {}.",
        said(money.revenue_total),
        said(money.costs_total()),
        said(Cents(net.0.abs())),
        how_many(hours(effort.hours_total), "hour"),
    )
}

fn finding(effort: &Effort, money: &Sums) -> String {
    let hourly = money.for_an_hour(money.net_total(), effort.hours_total);
    let said = money.in_words(hourly.abs());
    match hourly.round() as i64 {
        0 => "That comes to nothing an hour.".to_owned(),
        ..0 => format!("That is a loss of about {said} an hour."),
        _ => format!("That comes to about {said} an hour."),
    }
}

fn planned(effort: &Effort, money: &Sums, plan: &Plan, target: Cents) -> (String, String) {
    let monthly_hours = effort.hours_per_week * WEEKS_A_MONTH;
    let said = |amount: Cents| amount.of(money.currency);
    let account = format!(
        "At {} a week, that is about {} a month. You risk {} and aim at {} a month.",
        how_many(hours(effort.hours_per_week), "hour"),
        hours(monthly_hours.round()),
        said(plan.budget.unwrap_or_default()),
        said(target),
    );
    let hourly = money.in_words(money.for_an_hour(target, monthly_hours));
    (account, format!("Your target would come to about {hourly} an hour."))
}

/// A number of hours, with one decimal where there is one.
fn hours(hours: f64) -> String {
    let text = Cents((hours * 10.0).round() as i64 * 10).to_string();
    text.strip_suffix('0').filter(|_| text.contains('.')).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_as_exact_as_they_need_to_be() {
        assert_eq!(["140", "7.5", "1,000"], [hours(140.0), hours(7.5), hours(1000.0)].map(|text| text));
    }
}
