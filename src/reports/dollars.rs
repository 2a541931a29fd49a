//! What a report's sums are in US dollars: each at the average rate of the months that it fell in.

use super::{Report, Sums, When};
use crate::{
    rates::Rates,
    values::{Cents, Month, UsdCents},
};

/// The sums of a report in hundredths of a dollar, not rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dollars {
    /// What one unit was worth over the months of the report as it was sent.
    pub per_unit: f64,
    /// Everything that came in, less what was paid back.
    pub came_in: f64,
    pub costs: f64,
    /// What the last three months left, where they are told.
    pub last_three: Option<f64>,
}

impl Dollars {
    pub fn net(&self) -> f64 {
        self.came_in - self.costs
    }
}

impl When {
    /// The months over which its money came and went, first and last.
    pub fn months(&self) -> [Month; 2] {
        let last = self.stopped_on.unwrap_or_else(|| Month::of(self.as_of));
        [self.started_on, last.max(self.started_on)]
    }
}

/// The last three of these months, or as many as there are.
pub fn last_three([first, last]: [Month; 2]) -> [Month; 2] {
    [last.previous().previous().max(first), last]
}

impl Report {
    /// The report with its sums in dollars, as far as these rates say.
    pub fn in_dollars(mut self, rates: &Rates) -> Self {
        self.money.set_dollars(rates, self.when.months());
        self
    }
}

impl Sums {
    /// Works out its dollars, as sums of the months from the first of these to the last.
    pub fn set_dollars(&mut self, rates: &Rates, months: [Month; 2]) {
        let worth = |months| rates.average(self.currency, months).map(|average| average.usd_per_unit);
        let last = self.last3m_revenue.map(|revenue| revenue.0 - self.last3m_cost.unwrap_or_default().0);
        let dollars = |(all, three): (f64, f64)| Dollars {
            per_unit: all,
            came_in: (self.revenue_total.0 - self.refunds_total.0) as f64 * all,
            costs: self.costs_total().0 as f64 * all,
            last_three: last.map(|net| net as f64 * three),
        };
        self.usd = worth(months).zip(worth(last_three(months))).map(dollars);
    }

    /// A sum of the report as it was sent, in US dollars; none when no rate is known.
    pub fn in_usd(&self, amount: Cents) -> Option<UsdCents> {
        UsdCents::at_rate(amount.0 as f64, self.usd.map(|usd| usd.per_unit))
    }
}
