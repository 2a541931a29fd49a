use super::{Interval, Share, wilson, words};
use std::fmt;

/// How many of those due earned when some have not answered: at least those known to, at most all who have not answered as well,
/// those within their 60 days among them.
///
/// C. F. Manski, 1990, "Nonparametric Bounds on Treatment Effects": `k/n ≤ share ≤ (k + u)/n`, whatever
/// keeps people from answering. Nothing is guessed of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub due: usize,
    /// Known to have earned, whether or not they have answered since.
    pub earned: usize,
    /// Neither known to have earned nor heard of since their last follow-up fell due.
    pub unanswered: usize,
    /// From the lower end of the likely range at the least to the upper end at the most: chance and
    /// silence together.
    pub likely: Interval,
}

impl Bounds {
    /// None of fewer than five due, and where earned and unanswered are more than those due.
    pub fn of(due: usize, earned: usize, unanswered: usize) -> Option<Self> {
        let most = earned.checked_add(unanswered)?;
        let (least, most) = (Share::of(earned, due)?, wilson(most, due)?);
        let likely = Interval { low: least.likely.low, high: most.high };
        Some(Self { due, earned, unanswered, likely })
    }

    /// In words: "18 to 70%".
    pub fn range(&self) -> String {
        words::percent_range(self.likely)
    }

    pub fn at_least(&self) -> usize {
        self.earned
    }

    pub fn at_most(&self) -> usize {
        self.earned + self.unanswered
    }
}

/// "between 12 and 22 of 40"; "12 of 40" where all answered.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unanswered {
            0 => write!(f, "{} of {}", self.earned, self.due),
            _ => write!(f, "between {} and {} of {}", self.at_least(), self.at_most(), self.due),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_contract_s_words_hold() {
        assert_eq!(Bounds::of(40, 12, 10).unwrap().to_string(), "between 12 and 22 of 40");
    }

    #[test]
    fn where_all_answered_it_is_a_plain_count() {
        let all_answered = Bounds::of(40, 12, 0).unwrap();
        assert_eq!(all_answered.to_string(), "12 of 40");
        assert_eq!(Some(all_answered.likely), wilson(12, 40));
    }

    #[test]
    fn four_people_and_impossible_counts_have_no_bounds() {
        assert_eq!(Bounds::of(4, 1, 2), None);
        assert_eq!(Bounds::of(40, 30, 11), None);
        assert_eq!(Bounds::of(40, usize::MAX, 1), None);
    }

    proptest! {
        #[test]
        fn the_truth_lies_between(known in 0_usize..200, earned in 0_usize..200, failed in 0_usize..200, rest in 5_usize..200) {
            let (truth, due) = (known + earned, known + earned + failed + rest);
            let bounds = Bounds::of(due, known, earned + failed).unwrap();
            prop_assert!((bounds.at_least()..=bounds.at_most()).contains(&truth));
            let likely = wilson(truth, due).unwrap();
            prop_assert!(bounds.likely.low <= likely.low + 1e-12 && likely.high <= bounds.likely.high + 1e-12);
        }
    }
}
