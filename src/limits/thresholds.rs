//! The numbers by which the moderators' queue goes. Each has a value from our releases that an admin may change within
//! bounds; every change is public.

use crate::values::{AccountId, Amount, Cents, ClosedList as _, UsdCents, amount, closed_list, how_many};
use time::OffsetDateTime;

closed_list! {
    pub enum Threshold {
        ProofFrom = "proof_from" => "Proof may be asked for above, net a month",
        FenceTimes = "fence_times" => "Two readers: so many widths of the middle half above it",
        FenceLeast = "fence_least" => "Reports a path must have before that is looked at",
        AlikeFrom = "alike_from" => "Two stories count as alike from",
        ManyFromOne = "many_from_one" => "Reports from one address in a day that are noticed",
        BurstLeast = "burst_least" => "Unusual on a path: so many in a week, or in one hour",
        BurstTimes = "burst_times" => "And in a week, more than so many times its usual week",
        NetworkLeast = "network_least" => "Unusual on a path: so many from one network in four weeks",
        UndoMinutes = "undo_minutes" => "A decision may be taken back within",
    }
}

impl Threshold {
    /// The value of our releases, and the least and the most it may be changed to.
    const fn numbers(self) -> (i32, i32, i32) {
        match self {
            Self::ProofFrom => (2_000, 500, 100_000),
            Self::FenceTimes => (3, 1, 10),
            Self::FenceLeast => (10, 10, 200),
            Self::AlikeFrom => (45, 20, 95),
            Self::ManyFromOne => (3, 2, 100),
            Self::BurstLeast => (10, 3, 1_000),
            Self::BurstTimes => (3, 2, 20),
            Self::NetworkLeast => (5, 3, 100),
            Self::UndoMinutes => (15, 1, 120),
        }
    }

    pub fn unit(self) -> &'static str {
        match self {
            Self::ProofFrom => "US dollars",
            Self::FenceTimes | Self::BurstTimes => "times",
            Self::FenceLeast | Self::ManyFromOne | Self::NetworkLeast => "reports",
            Self::BurstLeast => "arrivals",
            Self::AlikeFrom => "% of the letters",
            Self::UndoMinutes => "minutes",
        }
    }

    /// The value with its unit, for readers.
    pub fn in_words(self, value: i32) -> String {
        match self {
            Self::ProofFrom => UsdCents(i64::from(value) * 100).to_string(),
            Self::AlikeFrom => format!("{value}{}", self.unit()),
            _ => how_many(value, self.unit().trim_end_matches('s')),
        }
    }

    /// Reads what somebody typed: a whole number within the bounds.
    pub fn parse(self, typed: &str) -> Result<i32, String> {
        let (_, least, most) = self.numbers();
        let whole = match self {
            // Dollars may have their sign.
            Self::ProofFrom => Amount::parse(typed, self.label())
                .and_then(|amount| amount.in_usd(self.label()))
                .ok()
                .filter(|cents| cents.0 % 100 == 0)
                .map(|cents| cents.0 / 100),
            _ => amount::whole(typed, self.label(), u32::MAX).ok().map(i64::from),
        };
        let value = whole.and_then(|value| i32::try_from(value).ok());
        let value = value.filter(|value| (least..=most).contains(value));
        value.ok_or_else(|| format!("Write a whole number from {} to {}", grouped(least), grouped(most)))
    }

    pub fn bounds(self) -> String {
        let (default, least, most) = self.numbers();
        let [least, most, default] = [least, most, default].map(grouped);
        format!("From {least} to {most}; {default} unless changed. In {}.", self.unit())
    }
}

fn grouped(number: i32) -> String {
    Cents(i64::from(number) * 100).to_string()
}

/// The thresholds in force: those that were changed, and for the rest the values of the release.
#[derive(Debug, Clone, Default)]
pub struct Thresholds(pub(super) Vec<(Threshold, i32)>);

impl Thresholds {
    pub fn of(&self, threshold: Threshold) -> i32 {
        let changed = self.0.iter().find(|(known, _)| *known == threshold);
        changed.map_or(threshold.numbers().0, |(_, value)| *value)
    }

    /// The value of one, with its unit, for readers.
    pub fn in_words(&self, threshold: Threshold) -> String {
        threshold.in_words(self.of(threshold))
    }

    /// Net a month above which proof may be asked for.
    pub fn proof_from(&self) -> UsdCents {
        UsdCents(i64::from(self.of(Threshold::ProofFrom)) * 100)
    }

    /// Each threshold and its value, for readers.
    pub fn published(&self) -> Vec<(&'static str, String)> {
        Threshold::ALL.iter().map(|known| (known.label(), self.in_words(*known))).collect()
    }
}

/// One change of a threshold: who made it, when and why.
#[derive(Debug)]
pub struct Change {
    pub at: OffsetDateTime,
    pub name: Threshold,
    pub was: i32,
    pub value: i32,
    pub why: String,
    pub role: String,
    pub handle: String,
}

impl Change {
    /// "$2,000 → $2,500".
    pub fn in_words(&self) -> String {
        format!("{} → {}", self.name.in_words(self.was), self.name.in_words(self.value))
    }
}

/// Who changes a threshold: the account, and how readers know it.
#[derive(Debug, Clone, Copy)]
pub struct Changer<'a> {
    pub account: AccountId,
    pub role: &'a str,
    pub handle: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_changed_is_what_the_release_says() {
        let thresholds = Thresholds(vec![(Threshold::ProofFrom, 2_500)]);
        assert_eq!(thresholds.proof_from(), UsdCents(250_000));
        assert_eq!(thresholds.of(Threshold::UndoMinutes), 15);
        assert_eq!(thresholds.published()[0].1, "$2,500");
    }

    #[test]
    fn nonsense_is_refused_with_the_bounds() {
        assert_eq!(Threshold::FenceTimes.parse(" 4 "), Ok(4));
        for typed in ["$2,500", "2.500", "2 500", "2.5k", "２５００"] {
            assert_eq!(Threshold::ProofFrom.parse(typed), Ok(2_500), "{typed}");
        }
        assert!(Threshold::ProofFrom.parse("€2,500").is_err());
        assert!(Threshold::ProofFrom.parse("499").unwrap_err().contains("from 500 to 100,000"));
        for typed in ["", "0", "11", "3.5", "-1", "1e9", "$5", "5 kr", "99999999999999999999"] {
            assert!(Threshold::FenceTimes.parse(typed).unwrap_err().contains("from 1 to 10"), "{typed}");
        }
    }
}
