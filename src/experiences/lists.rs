//! The closed lists that only readers of experiences need.

use crate::values::closed_list;
use time::{Date, Month};

closed_list! {
    /// How long ago the author last said that it still stands so.
    pub enum Freshness {
        Fresh = "fresh" => "Fresh: within 6 months",
        Ageing = "ageing" => "Ageing: within 12 months",
        Stale = "stale" => "Stale: longer ago",
        Unknown = "unknown" => "Unknown: no answer when asked",
    }
}

closed_list! {
    pub enum HoursBand {
        Under5 = "under_5" => "Under 5",
        Under10 = "5_9" => "5 to 9",
        Under20 = "10_19" => "10 to 19",
        Over20 = "20_plus" => "20 or more",
    }
}

closed_list! {
    /// The kind of document that a moderator was shown. The document itself is never kept.
    pub enum ProofKind {
        PayoutStatement = "payout_statement" => "Payout statement",
        BankStatement = "bank_statement" => "Bank statement",
        TaxDocument = "tax_document" => "Tax document",
        Invoice = "invoice" => "Invoice",
        PlatformDashboard = "platform_dashboard" => "Platform dashboard, seen live",
        ScreenShare = "screen_share" => "Shared screen",
        Contract = "contract" => "Contract",
        Other = "other" => "Something else",
    }
}

closed_list! {
    pub enum YesNo {
        No = "no" => "No",
        Yes = "yes" => "Yes",
    }
}

impl Freshness {
    /// `silent_since` is the day on which the first unanswered follow-up had fallen due.
    pub fn of(confirmed_on: Date, silent_since: Option<Date>, today: Date) -> Self {
        if silent_since.is_some() {
            Self::Unknown
        } else if confirmed_on >= months_before(today, 6) {
            Self::Fresh
        } else if confirmed_on >= months_before(today, 12) {
            Self::Ageing
        } else {
            Self::Stale
        }
    }
}

/// This day so many months earlier, or the last day of that month, as Postgres counts.
fn months_before(day: Date, months: i32) -> Date {
    let since_year_0 = day.year() * 12 + i32::from(u8::from(day.month())) - 1 - months;
    let month =
        u8::try_from(since_year_0.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok());
    let month = month.unwrap_or(Month::January);
    let year = since_year_0.div_euclid(12);
    Date::from_calendar_date(year, month, day.day().min(month.length(year))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn six_months_are_fresh_and_twelve_are_not_stale() {
        let on = |day| Freshness::of(day, None, date!(2026 - 08 - 31));
        assert_eq!(on(date!(2026 - 02 - 28)), Freshness::Fresh);
        assert_eq!(on(date!(2026 - 02 - 27)), Freshness::Ageing);
        assert_eq!(on(date!(2025 - 08 - 31)), Freshness::Ageing);
        assert_eq!(on(date!(2025 - 08 - 30)), Freshness::Stale);
    }
}
