use super::{Effort, Money, Plan, form::money::MoneyPart};
use crate::values::{Cents, how_many};

/// Weeks in a month, 365.25 / 12 / 7.
const WEEKS_A_MONTH: f64 = 4.348;

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

fn account(effort: &Effort, money: &Money) -> String {
    let said = |amount: Cents| amount.in_currency(money.currency);
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

fn finding(effort: &Effort, money: &Money) -> String {
    let hourly = for_an_hour(money.net_total(), effort.hours_total);
    let said = rounded(hourly).in_currency(money.currency);
    match hourly.0 {
        0 => "That comes to nothing an hour.".to_owned(),
        ..0 => format!("That is a loss of about {said} an hour."),
        _ => format!("That comes to about {said} an hour."),
    }
}

fn planned(effort: &Effort, money: &Money, plan: &Plan, target: Cents) -> (String, String) {
    let monthly_hours = effort.hours_per_week * WEEKS_A_MONTH;
    let said = |amount: Cents| amount.in_currency(money.currency);
    let account = format!(
        "{} hours a week are about {} a month. You risk {} and aim at {} a month.",
        hours(effort.hours_per_week),
        hours(monthly_hours.round()),
        said(plan.budget.unwrap_or_default()),
        said(target),
    );
    let hourly = rounded(for_an_hour(target, monthly_hours));
    (account, format!("Your target would come to about {} an hour.", said(hourly)))
}

/// Amounts are bounded far below 2^53, so nothing is lost.
fn for_an_hour(amount: Cents, hours: f64) -> Cents {
    Cents((amount.0 as f64 / hours).round() as i64)
}

/// The size of an amount to a tenth of a unit below 20 units, to whole units above.
fn rounded(amount: Cents) -> Cents {
    let size = amount.0.abs();
    let step = if size < 10 {
        1
    } else if size < 2_000 {
        10
    } else {
        100
    };
    Cents((size + step / 2) / step * step)
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
    fn hours_and_amounts_are_as_exact_as_they_need_to_be() {
        assert_eq!(["140", "7.5", "1,000"], [hours(140.0), hours(7.5), hours(1000.0)].map(|text| text));
        let said = [5, 283, 1_234, 25_049].map(|cents| rounded(Cents(cents)).0);
        assert_eq!(said, [5, 280, 1_230, 25_000]);
    }
}
