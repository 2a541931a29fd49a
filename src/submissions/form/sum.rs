use crate::{
    rates::{Average, Rates},
    reports::{Effort, Plan, Sums, WEEKS_A_MONTH, last_three},
    values::{Cents, ClosedList as _, Currency, Month, UsdCents, how_many},
};

/// The arithmetic of a report, said back to its author before anything is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// How the figure comes about.
    pub account: String,
    /// The figure itself: what is left for an hour, or would be.
    pub finding: String,
    /// Whether the amounts cannot be put beside US dollars.
    pub without_rate: bool,
    /// None of amounts in dollars, and where no rate is known.
    pub in_dollars: Option<InDollars>,
}

/// Each sum in both currencies, and the rates by which it was turned into dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct InDollars {
    pub currency: Currency,
    /// What it is, in its own currency, in dollars.
    pub sums: Vec<(&'static str, String, String)>,
    /// Over all months, and over the last three where those are told.
    pub averages: Vec<Average>,
}

impl Sum {
    /// Of sums that fell in these months, from the first to the last.
    pub fn of(effort: &Effort, money: &Sums, plan: &Plan, rates: &Rates, months: [Month; 2]) -> Self {
        let (account, finding) = match plan.target_monthly {
            Some(target) => planned(effort, money, plan, target),
            None => (account(effort, money), finding(effort, money)),
        };
        let in_dollars = InDollars::of(money, plan, rates, months);
        Self { account, finding, without_rate: money.usd.is_none(), in_dollars }
    }
}

impl InDollars {
    /// The code of its currency.
    pub fn code(&self) -> &'static str {
        self.currency.word()
    }

    fn of(money: &Sums, plan: &Plan, rates: &Rates, months: [Month; 2]) -> Option<Self> {
        let currency = Some(money.currency).filter(|currency| *currency != Currency::Usd)?;
        let all = rates.average(currency, months)?;
        let said = |name, amount: Option<Cents>, average: &Average| {
            let amount = amount?;
            Some((name, amount.of(currency).to_string(), average.in_usd(amount).to_string()))
        };
        let told = |amount: Cents| Some(amount).filter(|_| plan.target_monthly.is_none());
        let of_all = [
            ("Income", told(money.revenue_total)),
            ("Refunds", told(money.refunds_total).filter(|refunds| *refunds > Cents(0))),
            ("Spent before the start", told(money.upfront_cost)),
            ("Running costs", told(money.running_cost_total)),
            ("Paid to people", told(money.people_paid_total).filter(|paid| *paid > Cents(0))),
            ("Left in all", told(money.net_total())),
            ("Budget", plan.budget),
            ("Target a month", plan.target_monthly),
            ("Stop if a month brings less than", plan.stop_if_below),
        ];
        let mut sums: Vec<_> =
            of_all.into_iter().filter_map(|(name, amount)| said(name, amount, &all)).collect();
        let mut averages = vec![all];
        if money.last3m_revenue.is_some() {
            let last = rates.average(currency, last_three(months))?;
            let of_last = [
                ("Income, last three months", money.last3m_revenue),
                ("Costs, last three months", money.last3m_cost),
            ];
            sums.extend(of_last.into_iter().filter_map(|(name, amount)| said(name, amount, &last)));
            averages.push(last);
        }
        Some(Self { currency, sums, averages })
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
    let usd = money.hourly_usd(effort.hours_total).map(|usd| UsdCents(usd.0.abs()));
    let said = money.in_words(hourly.abs(), usd);
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
    let hourly = money.for_an_hour(target, monthly_hours);
    let hourly = money.in_words(hourly, money.in_usd(Cents(hourly.round() as i64)));
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
