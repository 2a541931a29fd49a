//! The closed lists of a case study, as product and schema name them.

use crate::values::{UsdCents, closed_list};

closed_list! {
    /// How it ended, as far as the source says.
    pub enum CaseOutcome {
        Worked = "worked" => "Worked",
        Failed = "failed" => "Failed",
        Mixed = "mixed" => "Mixed",
        Unclear = "unclear" => "Unclear",
    }
}

impl CaseOutcome {
    /// The name of its mark.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Worked => "earning",
            Self::Failed => "nothing",
            Self::Mixed => "faded",
            Self::Unclear => "waiting",
        }
    }
}

closed_list! {
    /// How near the one who tells it was to what happened.
    pub enum Relation {
        FirstHand = "first_hand" => "The author’s own attempt",
        AcquaintanceOfAuthor = "acquaintance_of_author" => "Somebody the author knows",
        DescribedByAuthor = "described_by_author" => "Described by the author",
        PublicRecord = "public_record" => "From a public record",
    }
}

impl Relation {
    /// In a word or two, for a fact or the foot of a card.
    pub fn short(self) -> &'static str {
        match self {
            Self::FirstHand => "First-hand",
            Self::AcquaintanceOfAuthor | Self::DescribedByAuthor => "Second-hand",
            Self::PublicRecord => "Public record",
        }
    }
}

closed_list! {
    /// Who did a step.
    pub enum Doer {
        Human = "human" => "Human",
        Ai = "ai" => "AI",
        Both = "both" => "Both",
    }
}

closed_list! {
    /// The monthly income told, before or after costs as the source has it.
    pub enum IncomeBand {
        Nothing = "nothing" => "Nothing",
        Under100 = "under_100" => "Under $100",
        Under500 = "100_499" => "$100 to $499",
        Under2000 = "500_1999" => "$500 to $1,999",
        Over2000 = "2000_plus" => "$2,000 or more",
        NotStated = "not_stated" => "Not stated",
    }
}

impl IncomeBand {
    /// The band of a monthly sum.
    pub fn of(sum: Option<UsdCents>) -> Self {
        match sum.map(|sum| sum.0) {
            None => Self::NotStated,
            Some(..=0) => Self::Nothing,
            Some(..10_000) => Self::Under100,
            Some(..50_000) => Self::Under500,
            Some(..200_000) => Self::Under2000,
            Some(_) => Self::Over2000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_ends_one_cent_below_the_next() {
        for (cents, band) in [
            (None, IncomeBand::NotStated),
            (Some(0), IncomeBand::Nothing),
            (Some(9_999), IncomeBand::Under100),
            (Some(10_000), IncomeBand::Under500),
            (Some(55_000), IncomeBand::Under2000),
            (Some(200_000), IncomeBand::Over2000),
        ] {
            assert_eq!(IncomeBand::of(cents.map(UsdCents)), band, "{cents:?}");
        }
    }
}
