use super::{Choices, what_if::WhatIf};
use crate::{
    rates::{Average, Rates},
    reports::{Kind, When},
    values::{ClosedList as _, Currency, Month, UsdCents},
    web::FormData,
};
use time::Date;

/// The answers of a report as typed, right or wrong.
#[derive(Debug, Clone)]
pub struct Draft {
    pub kind: Kind,
    pub form: FormData,
    /// The day on which it was first sent, or today: a start is not dated back further than from here. A draft that waits
    /// until its outcome is known is no start any more.
    pub began_on: Date,
    /// The number of the last answer in its sums; what is let through after that is added to whatever becomes of it.
    pub told_up_to: i32,
    /// In which currency the last answer that is not in its sums was given.
    pub answered_in: Option<Currency>,
}

/// The facts that a draft is read against.
#[derive(Debug, Clone)]
pub struct DraftContext {
    pub choices: Choices,
    /// The rates of the draft's currency, and of the one that its author answered in.
    pub rates: Rates,
    pub today: Date,
    /// The sum a month, after costs, above which proof may be asked for; in US dollars.
    pub proof_from: UsdCents,
    /// Setbacks that somebody who begins is asked to think of; empty for what is told afterwards.
    pub what_ifs: Vec<WhatIf>,
}

impl DraftContext {
    /// The months that sums are of: those of these dates, else the present one.
    pub fn months(&self, dates: Option<&When>) -> [Month; 2] {
        dates.map_or([Month::of(self.today); 2], When::months)
    }

    /// What a currency was worth in the months of these dates; none when no rate is known.
    pub fn average(&self, currency: Currency, dates: Option<&When>) -> Option<Average> {
        self.rates.average(currency, self.months(dates))
    }
}

impl Draft {
    pub fn is_start(&self) -> bool {
        self.kind == Kind::RegisteredStart
    }

    pub fn currency(&self) -> Currency {
        Currency::from_word(self.form.value("currency")).unwrap_or(Currency::Usd)
    }
}
