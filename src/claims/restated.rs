use super::{
    claim::Claim,
    lists::{DAYS_IN_A_MONTH, DAYS_IN_A_WEEK, Period, WEEKS_IN_A_MONTH},
};
use crate::values::{Cents, Money};

/// A claim as it would have to be said to be compared, in its own currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Restated {
    /// None where nobody says how often, or how many hours an hourly wage is for.
    pub month: Option<Money>,
    /// None where the hours are not known.
    pub hour: Option<Money>,
    /// The claimed month by the hour at so many hours a week, where the claim names no hours.
    pub hour_at: Vec<(u32, Money)>,
}

/// Hours a week that stand in where a claim names none: beside a job, and in place of one.
const EXAMPLES: [u32; 2] = [10, 40];

impl Restated {
    pub fn of(claim: &Claim) -> Self {
        let month = month(claim);
        let rounded = |cents: f64| Cents(cents.round() as i64).of(claim.sum.currency);
        let at = |month: f64, hours: f64| month / (hours * WEEKS_IN_A_MONTH);
        let hour = match claim.period {
            Some(Period::Hour) => Some(claim.sum.amount.0 as f64),
            _ => month.zip(claim.hours_a_week).map(|(month, hours)| at(month, hours)),
        };
        let examples = month
            .filter(|_| hour.is_none())
            .into_iter()
            .flat_map(|month| EXAMPLES.map(|hours| (hours, rounded(at(month, f64::from(hours))))));
        Self { month: month.map(rounded), hour: hour.map(rounded), hour_at: examples.collect() }
    }
}

/// Cents a month, not rounded. A sum that comes once is spread over the months it takes; less than a month counts as one.
fn month(claim: &Claim) -> Option<f64> {
    let cents = claim.sum.amount.0 as f64;
    match claim.period? {
        Period::Hour => claim.hours_a_week.map(|hours| cents * hours * WEEKS_IN_A_MONTH),
        Period::Day => Some(cents * DAYS_IN_A_WEEK * WEEKS_IN_A_MONTH),
        Period::Week => Some(cents * WEEKS_IN_A_MONTH),
        Period::Month => Some(cents),
        Period::Year => Some(cents / 12.0),
        Period::Project | Period::Once => {
            claim.taken_days.map(|days| cents / (days / DAYS_IN_A_MONTH).max(1.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Currency;

    fn restated(dollars: i64, period: Period, hours: Option<f64>, taken_days: Option<f64>) -> Restated {
        Restated::of(&Claim {
            sum: Cents(dollars * 100).of(Currency::Usd),
            period: Some(period),
            basis: None,
            hours_a_week: hours,
            taken_days,
            is_read: false,
        })
    }

    fn said(sum: Option<Money>) -> Option<String> {
        sum.map(|sum| sum.to_string())
    }

    #[test]
    fn the_contract_s_example_holds() {
        let claim = restated(10_000, Period::Month, Some(10.0), None);
        assert_eq!(said(claim.hour).as_deref(), Some("$230.77"));
        assert_eq!(claim.month, Some(Cents(1_000_000).of(Currency::Usd)));
    }

    #[test]
    fn every_period_comes_to_a_month() {
        let month = |dollars, period, hours, taken| said(restated(dollars, period, hours, taken).month);
        assert_eq!(month(60_000, Period::Year, None, None).as_deref(), Some("$5,000"));
        assert_eq!(month(300, Period::Week, None, None).as_deref(), Some("$1,300"));
        assert_eq!(month(12, Period::Day, None, None).as_deref(), Some("$364"));
        assert_eq!(month(50, Period::Hour, Some(12.0), None).as_deref(), Some("$2,600"));
        assert_eq!(month(50, Period::Hour, None, None), None);
        assert_eq!(month(10_000, Period::Once, None, Some(3.0)).as_deref(), Some("$10,000"));
        assert_eq!(month(6_000, Period::Project, None, Some(91.25)).as_deref(), Some("$2,000"));
        assert_eq!(month(6_000, Period::Project, None, None), None);
    }

    #[test]
    fn without_hours_an_hour_is_an_example() {
        let claim = restated(10_000, Period::Month, None, None);
        assert_eq!(claim.hour, None);
        assert_eq!(
            claim.hour_at,
            [(10, Cents(23_077)), (40, Cents(5_769))].map(|(hours, cents)| (hours, cents.of(Currency::Usd)))
        );
    }
}
