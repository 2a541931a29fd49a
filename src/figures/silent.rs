use super::{Interval, Share, wilson, words};
use std::fmt;

/// How many earned when some never answered: at least those known to, at most the silent as well.
///
/// C. F. Manski, 1990, "Nonparametric Bounds on Treatment Effects": `k/n ≤ share ≤ (k + s)/n`, whatever
/// keeps the silent from answering. Nothing is guessed of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silent {
    /// Known to have earned.
    pub known: usize,
    /// Not heard of when they were due.
    pub silent: usize,
    pub n: usize,
    /// From the lower end of the likely range at the least to the upper end at the most: chance and
    /// silence together.
    pub likely: Interval,
}

impl Silent {
    /// None of fewer than five people, and where known and silent are more than there are.
    pub fn of(known: usize, silent: usize, n: usize) -> Option<Self> {
        let most = known.checked_add(silent)?;
        let (least, most) = (Share::of(known, n)?, wilson(most, n)?);
        Some(Self { known, silent, n, likely: Interval { low: least.likely.low, high: most.high } })
    }

    /// In words: "18 to 70%".
    pub fn range(&self) -> String {
        words::percent_range(self.likely)
    }

    pub fn at_least(&self) -> usize {
        self.known
    }

    pub fn at_most(&self) -> usize {
        self.known + self.silent
    }
}

/// "between 12 and 22 of 40"; "12 of 40" where nobody is silent.
impl fmt::Display for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.silent {
            0 => write!(f, "{} of {}", self.known, self.n),
            _ => write!(f, "between {} and {} of {}", self.at_least(), self.at_most(), self.n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_contract_s_words_hold() {
        assert_eq!(Silent::of(12, 10, 40).unwrap().to_string(), "between 12 and 22 of 40");
    }

    #[test]
    fn where_all_answered_it_is_a_plain_count() {
        let all_answered = Silent::of(12, 0, 40).unwrap();
        assert_eq!(all_answered.to_string(), "12 of 40");
        assert_eq!(Some(all_answered.likely), wilson(12, 40));
    }

    #[test]
    fn four_people_and_impossible_counts_have_no_bounds() {
        assert_eq!(Silent::of(1, 2, 4), None);
        assert_eq!(Silent::of(30, 11, 40), None);
        assert_eq!(Silent::of(usize::MAX, 1, 40), None);
    }

    proptest! {
        #[test]
        fn the_truth_lies_between(known in 0_usize..200, earned in 0_usize..200, failed in 0_usize..200, rest in 5_usize..200) {
            let (truth, n) = (known + earned, known + earned + failed + rest);
            let bounds = Silent::of(known, earned + failed, n).unwrap();
            prop_assert!((bounds.at_least()..=bounds.at_most()).contains(&truth));
            let likely = wilson(truth, n).unwrap();
            prop_assert!(bounds.likely.low <= likely.low + 1e-12 && likely.high <= bounds.likely.high + 1e-12);
        }
    }
}
