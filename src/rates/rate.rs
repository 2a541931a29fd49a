use super::Period;
use crate::values::{Currency, RateId, closed_list};
use time::Date;

closed_list! {
    /// How a rate came into the table.
    pub enum Origin {
        Shipped = "shipped" => "Came with the program",
        Imported = "imported" => "Imported from a file",
        Edited = "edited" => "Entered by hand",
    }
}

/// An average rate: so many units of a currency for one US dollar.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    pub currency: Currency,
    pub period: Period,
    /// More than 0.
    pub units_per_usd: f64,
    /// The publication, and who publishes it.
    pub source: String,
    /// Where it is found; empty where that is not known.
    pub url: String,
}

impl Rate {
    /// `0.8845 EUR`, the units for one US dollar.
    pub fn units(&self) -> String {
        format!("{} {}", self.units_per_usd, crate::values::ClosedList::word(self.currency))
    }

    /// What one unit is in US dollars.
    pub fn usd_per_unit(&self) -> f64 {
        1.0 / self.units_per_usd
    }

    /// The rate with its source, as the list of corrections has it.
    pub fn said(&self) -> String {
        let said = format!("{} for 1 US dollar. {}", self.units(), self.source);
        if self.url.is_empty() { said } else { format!("{said}, {}", self.url) }
    }
}

/// A rate as it stands in the table.
#[derive(Debug, Clone)]
pub struct StoredRate {
    pub id: RateId,
    pub rate: Rate,
    pub origin: Origin,
    pub entered_by: String,
    pub entered_on: Date,
    /// Why it stands in place of another one; empty for the first of its period.
    pub why: String,
    /// Whether another stands in its place by now.
    pub is_replaced: bool,
}

/// A rate to be entered.
#[derive(Debug)]
pub struct NewRate<'a> {
    pub rate: &'a Rate,
    /// The one in force that it stands in place of; none where the period has none.
    pub replaces: Option<RateId>,
    pub origin: Origin,
    /// A handle, or what stands for the operator and for the program.
    pub by: &'a str,
    pub why: &'a str,
}

/// The rates in force of one currency.
#[derive(Debug)]
pub struct CurrencyRates {
    pub currency: Currency,
    pub years: i64,
    pub months: i64,
    /// The one of the latest period.
    pub latest: Rate,
}
