//! The closed lists that only readers of experiences need.

use crate::values::{Quarter, closed_list};
use time::Date;

closed_list! {
    /// How long ago the author last said that it still stands so, from the end of the quarter in which that was.
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
    /// Whether figures count a report, and if not, why.
    pub enum InFigures {
        Counted = "counted" => "Counted in every figure",
        Seller = "seller" => "By somebody who sells about the path",
        NoRate = "no_rate" => "Not in US dollars yet",
        NotYetKnown = "not_yet_known" => "The outcome is not known yet",
        KeptPrivate = "kept_private" => "Kept out of the open data by the author",
    }
}

impl Freshness {
    /// `silent_since` is the quarter in which the first unanswered follow-up had fallen due.
    pub fn of(confirmed_on: Quarter, silent_since: Option<Quarter>, today: Date) -> Self {
        match confirmed_on.months_until(today) {
            _ if silent_since.is_some() => Self::Unknown,
            ..9 => Self::Fresh,
            9..15 => Self::Ageing,
            15.. => Self::Stale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn six_months_after_its_quarter_are_fresh_and_twelve_are_not_stale() {
        let on = |day| Freshness::of(Quarter::of(day), None, date!(2026 - 08 - 31));
        assert_eq!(on(date!(2026 - 01 - 01)), Freshness::Fresh);
        assert_eq!(on(date!(2025 - 12 - 31)), Freshness::Ageing);
        assert_eq!(on(date!(2025 - 07 - 01)), Freshness::Ageing);
        assert_eq!(on(date!(2025 - 06 - 30)), Freshness::Stale);
    }
}
