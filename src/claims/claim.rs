use super::{
    fields::Fields,
    lists::{Basis, Period},
    reading::{Reading, Sum},
};
use crate::values::{Currency, Money};

/// The claim that is checked: what the reader typed, and where nothing was typed what the text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub sum: Money,
    /// None where nobody says how often.
    pub period: Option<Period>,
    pub basis: Option<Basis>,
    pub hours_a_week: Option<f64>,
    /// As typed, or as the text says of this very sum; a time elsewhere in the text may be of anything.
    pub taken_days: Option<f64>,
    /// Whether the sum was read from the text.
    pub is_read: bool,
}

impl Claim {
    /// None if no sum was typed and none can be read. `basis` is what the text says of costs.
    pub fn of(fields: &Fields, reading: &Reading, basis: Option<Basis>) -> Option<Self> {
        let hours = reading.hours_a_week.as_ref().map(|hours| hours.value);
        let shared = |sum, period, taken_days: Option<f64>, is_read| Self {
            sum,
            period,
            basis: fields.basis.or(basis),
            hours_a_week: fields.hours.or(hours),
            taken_days: fields.taken.map(|taken| taken.days()).or(taken_days),
            is_read,
        };
        if let Some(cents) = fields.amount {
            let period = fields.period.unwrap_or(Period::Month);
            return Some(shared(cents.of(fields.currency_typed()), Some(period), None, false));
        }
        let Sum { cents, currency, period, taken_days, .. } = *reading.promised()?;
        let currency = fields.currency.or(currency).unwrap_or(Currency::Usd);
        Some(shared(cents.of(currency), fields.period.or(period), taken_days, true))
    }

    /// The claim as it was made: "$5,000 a month", "1,200.50 EUR".
    pub fn in_words(&self) -> String {
        use crate::values::ClosedList as _;
        let sum = self.sum;
        self.period.map_or(sum.to_string(), |period| format!("{sum} {}", period.label()))
    }
}
