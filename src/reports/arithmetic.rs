use super::{
    Dollars, DurationBand, Effort, HourlyBand, Kind, MonthlyBand, Report, Status, Sums, TeachingShare,
    WaitBand, When,
};
use crate::figures::{Beyond, Fences, definitions::counted_month};
use crate::values::{Cents, Currency, UsdCents};

/// Weeks in a month, 365.25 / 12 / 7.
pub const WEEKS_A_MONTH: f64 = 4.348;

/// The figures of one report as everybody reads them: sums in two digits, each none when no rate is known, and while it is a
/// plan and no more. Classes come from these numbers and are never chosen by anybody.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Figures {
    /// Before refunds and costs.
    pub revenue_total_usd: Option<UsdCents>,
    pub costs_total_usd: Option<UsdCents>,
    /// Revenue less refunds and every cost.
    pub net_total_usd: Option<UsdCents>,
    /// Net a month: of whoever earns over the last three months if told, else over the months that were active.
    pub monthly_net_usd: Option<UsdCents>,
    /// Net for an hour worked, paid or not, before tax. Negative for a loss.
    pub net_hourly_usd: Option<UsdCents>,
    pub monthly_net_band: MonthlyBand,
    pub net_hourly_band: HourlyBand,
    pub months_to_first_income: Option<i32>,
    pub first_income_band: WaitBand,
    pub duration_months: i32,
    pub duration_band: DurationBand,
}

impl Report {
    /// Whether it is a plan and no more: its author has told of no hour's work, of no money and of no end.
    pub fn is_open_plan(&self) -> bool {
        let worked = self.effort.hours_total > 0.0;
        let paid = self.money.revenue_total > Cents(0) || self.money.costs_total() > Cents(0);
        self.kind == Kind::RegisteredStart && self.when.status == Status::Trying && !worked && !paid
    }

    /// Whether its author earns from teaching the path or selling something about it.
    pub fn sells(&self) -> bool {
        self.seller.teaching_share != TeachingShare::None || self.seller.sells_on_topic
    }

    /// The net of an hour worked, in words; none where no hour was worked.
    pub fn hourly_in_words(&self) -> Option<String> {
        let (money, hours) = (&self.money, self.effort.hours_total);
        (hours > 0.0)
            .then(|| money.in_words(money.for_an_hour(money.net_total(), hours), money.hourly_usd(hours)))
    }

    /// Whether it says that its author gained, over all and by the month.
    pub fn gains(&self) -> bool {
        let no_gain = [MonthlyBand::Loss, MonthlyBand::Zero, MonthlyBand::NotYetKnown];
        self.money.net_total() > Cents(0) && !no_gain.contains(&self.figures().monthly_net_band)
    }

    /// The values that lie beyond its path's fences. Money only above: a failure is never far out.
    pub fn beyond(&self, fences: &Fences) -> Vec<Beyond> {
        let hours = (self.effort.hours_per_week * 100.0).round() as i64;
        fences.passed(self.month_usd(), self.hour_usd(), (!self.is_open_plan()).then_some(hours))
    }

    /// A month's net to the cent, for what moderators decide; readers see that of [`Figures`]. None when no rate is known, and while
    /// it is a plan and no more.
    pub fn month_usd(&self) -> Option<UsdCents> {
        let monthly = self.money.monthly_usd(&self.effort, self.when.status == Status::Earning);
        monthly.filter(|_| !self.is_open_plan())
    }

    /// An hour's net to the cent, as [`Self::month_usd`]; none where no hour was worked.
    pub fn hour_usd(&self) -> Option<UsdCents> {
        let hours = self.effort.hours_total;
        self.money.hourly_usd(hours).filter(|_| hours > 0.0 && !self.is_open_plan())
    }

    pub fn figures(&self) -> Figures {
        let money = &self.money;
        let worked = self.effort.hours_total > 0.0;
        let known = !self.is_open_plan();
        let shown = |usd: Option<UsdCents>| usd.filter(|_| known).map(UsdCents::two_digits);
        let in_all = |sum: fn(&Sums, Dollars) -> f64| shown(money.usd.map(|usd| rounded(sum(money, usd))));
        let monthly = shown(self.month_usd());
        let hourly = shown(self.hour_usd());
        let wait = self.when.months_to_first_income();
        let duration = self.when.duration_months();
        Figures {
            revenue_total_usd: in_all(|money, usd| usd.came_in + to_f64(money.refunds_total) * usd.per_unit),
            costs_total_usd: in_all(|_, usd| usd.costs),
            net_total_usd: in_all(|_, usd| usd.net()),
            monthly_net_usd: monthly,
            net_hourly_usd: hourly,
            monthly_net_band: if known { MonthlyBand::of(monthly) } else { MonthlyBand::NotYetKnown },
            // Without an hour there is nothing to share it by.
            net_hourly_band: if known && worked { HourlyBand::of(hourly) } else { HourlyBand::NotYetKnown },
            months_to_first_income: wait,
            first_income_band: WaitBand::of(wait),
            duration_months: duration,
            duration_band: DurationBand::of(duration),
        }
    }
}

impl Sums {
    pub fn costs_total(&self) -> Cents {
        Cents(self.upfront_cost.0 + self.running_cost_total.0 + self.people_paid_total.0)
    }

    /// (revenue − refunds − costs).
    pub fn net_total(&self) -> Cents {
        Cents(self.revenue_total.0 - self.refunds_total.0 - self.costs_total().0)
    }

    /// A month's net, by which a report is classed: of whoever earns the last three months if told; of everybody else all of it
    /// over the active months, at least one.
    fn monthly_usd(&self, effort: &Effort, is_earning: bool) -> Option<UsdCents> {
        let usd = self.usd?;
        let months = (f64::from(effort.weeks_active) / WEEKS_A_MONTH).max(1.0);
        Some(rounded(counted_month(is_earning, usd.last_three.map(|net| net / 3.0), usd.net() / months)))
    }

    /// An hour's net, where so many were worked.
    pub fn hourly_usd(&self, hours: f64) -> Option<UsdCents> {
        self.usd.map(|usd| rounded(usd.net() / hours))
    }

    /// Hundredths for an hour.
    pub fn for_an_hour(&self, amount: Cents, hours: f64) -> f64 {
        to_f64(amount) / hours
    }

    /// So many hundredths in two digits, with what they are in dollars where that is another currency: "12 EUR ($13)".
    pub fn in_words(&self, hundredths: f64, usd: Option<UsdCents>) -> String {
        let own = Cents(hundredths.round() as i64).two_digits().of(self.currency);
        match usd {
            Some(usd) if self.currency != Currency::Usd => format!("{own} ({})", usd.two_digits()),
            _ => own.to_string(),
        }
    }
}

impl When {
    pub fn months_to_first_income(&self) -> Option<i32> {
        self.first_income_on.map(|first| first.months_since(self.started_on))
    }

    /// From the start to the end, or to the last word.
    pub fn duration_months(&self) -> i32 {
        let end = self.stopped_on.unwrap_or_else(|| crate::values::Month::of(self.as_of));
        end.months_since(self.started_on)
    }
}

impl MonthlyBand {
    /// The class of a month's net. Zero and loss are classes of their own.
    pub fn of(monthly: Option<UsdCents>) -> Self {
        match monthly.map(|cents| cents.0) {
            None => Self::NoRate,
            Some(..0) => Self::Loss,
            Some(0) => Self::Zero,
            Some(1..10_000) => Self::Under100,
            Some(10_000..50_000) => Self::Under500,
            Some(50_000..200_000) => Self::Under2000,
            Some(200_000..) => Self::Over2000,
        }
    }
}

impl HourlyBand {
    /// The class of an hour's net.
    pub fn of(hourly: Option<UsdCents>) -> Self {
        match hourly.map(|cents| cents.0) {
            None => Self::NoRate,
            Some(..0) => Self::Loss,
            Some(0) => Self::Zero,
            Some(1..500) => Self::Under5,
            Some(500..1_500) => Self::Under15,
            Some(1_500..3_000) => Self::Under30,
            Some(3_000..) => Self::Over30,
        }
    }
}

impl WaitBand {
    pub fn of(months: Option<i32>) -> Self {
        match months {
            None => Self::NoIncome,
            Some(..=1) => Self::UpTo1,
            Some(2..=3) => Self::UpTo3,
            Some(4..=6) => Self::UpTo6,
            Some(7..=12) => Self::UpTo12,
            Some(13..) => Self::Over12,
        }
    }
}

impl DurationBand {
    pub fn of(months: i32) -> Self {
        match months {
            ..3 => Self::Under3,
            3..6 => Self::Under6,
            6..12 => Self::Under12,
            12..24 => Self::Under24,
            24.. => Self::Over24,
        }
    }
}

fn rounded(hundredths: f64) -> UsdCents {
    UsdCents(hundredths.round() as i64)
}

/// Amounts are bounded far below 2^53, so nothing is lost.
fn to_f64(amount: Cents) -> f64 {
    amount.0 as f64
}
