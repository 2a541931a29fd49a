//! The numbers of an invented report, drawn so that they fit together.

use super::{chance::Chance, trades::Trade};
use crate::{
    reports::{CapitalBand, Effort, Status, Sums, WEEKS_A_MONTH, When},
    values::{Cents, Currency, Month, UsdCents},
};
use time::{Date, Duration};

/// The course of an invented attempt, in round numbers.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    pub status: Status,
    /// From the start to the end, or to the last word.
    pub months: i32,
    /// Months to the first income, if there was any.
    pub wait: Option<i32>,
    /// Dollars a month that were left, before what was spent where nothing was earned.
    pub monthly: f64,
    pub cost: f64,
    pub hours_per_week: f64,
}

impl Course {
    pub fn drawn(trade: &Trade, earned: bool, chance: &mut Chance) -> Self {
        let months = chance.log_normal(8.0, 0.6).round().clamp(1.0, 30.0) as i32;
        let hours_per_week = chance.log_normal(trade.hours_per_week, 0.45).round().clamp(1.0, 45.0);
        let cost = (chance.log_normal(trade.cost, 0.8) / 10.0).round() * 10.0;
        if !earned {
            // One in ten of those who earned nothing spent nothing either.
            let cost = if chance.percent(10) { 0.0 } else { cost };
            let status = if chance.percent(42) { Status::Trying } else { Status::StoppedBeforeIncome };
            return Self { status, months, wait: None, monthly: 0.0, cost, hours_per_week };
        }
        let wait = chance.log_normal(trade.wait * 0.62, 0.65).floor() as i32;
        let months = months.max(wait + 1 + chance.between(0, 8));
        let monthly = chance.log_normal(trade.monthly.0, trade.monthly.1).clamp(4.0, 9_800.0).round();
        let status = match chance.between(1, 100) {
            1..=66 => Status::Earning,
            67..=94 => Status::StoppedAfterIncome,
            _ => Status::Paused,
        };
        Self { status, months, wait: Some(wait), monthly, cost, hours_per_week }
    }

    /// Told on the day `as_of`.
    pub fn when(&self, as_of: Date) -> When {
        let end = Month::of(as_of);
        let started_on = months_before(end, self.months);
        let stopped = self.status.is_stopped();
        When {
            started_on,
            first_income_on: self.wait.map(|wait| months_before(end, self.months - wait)),
            stopped_on: stopped.then_some(end),
            as_of,
            status: self.status,
        }
    }

    pub fn effort(&self) -> Effort {
        let weeks = (f64::from(self.months) * WEEKS_A_MONTH).round().max(1.0);
        Effort {
            hours_per_week: self.hours_per_week,
            weeks_active: weeks as i32,
            hours_total: self.hours_per_week * weeks,
        }
    }

    pub fn money(&self, chance: &mut Chance) -> Sums {
        let upfront = (self.cost * 0.4).round();
        let revenue = if self.wait.is_some() {
            (self.monthly * f64::from(self.months)).round() + self.cost
        } else {
            0.0
        };
        let (currency, units_per_usd) = currency(chance);
        let local = |dollars: f64| Cents((dollars * units_per_usd).round() as i64 * 100);
        Sums {
            currency,
            usd: None,
            upfront_cost: local(upfront),
            running_cost_total: local(self.cost - upfront),
            people_paid_total: Cents(0),
            revenue_total: local(revenue),
            refunds_total: Cents(0),
            last3m_revenue: None,
            last3m_cost: None,
            amounts_are: chance
                .pick(&crate::values::ClosedList::ALL[..2], crate::reports::AmountsAre::Rounded),
            capital_band: CapitalBand::of(UsdCents(upfront as i64 * 100)),
        }
    }
}

/// With about how much of it a dollar is. Most are in dollars; a few in a currency for which no rate is shipped.
fn currency(chance: &mut Chance) -> (Currency, f64) {
    match chance.between(1, 100) {
        1..=84 => (Currency::Usd, 1.0),
        85..=90 => (Currency::Eur, 0.9),
        91..=94 => (Currency::Gbp, 0.78),
        95..=97 => (Currency::Ngn, 1_500.0),
        _ => (Currency::Kes, 129.0),
    }
}

fn months_before(month: Month, months: i32) -> Month {
    let mut first = month;
    for _ in 0..months {
        first = Month::of(first.first_day() - Duration::DAY);
    }
    first
}
