use super::{Interval, wilson, words};
use std::fmt;

/// The figures that a number of reports allows. Ordered: each allows what the ones before it allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sample {
    /// Nobody yet: say so, and invite.
    Empty,
    /// 1 to 4: the stories, no chart and no figure, so that nobody can be picked out.
    Stories,
    /// 5 to 9: every dot, and counts with their likely range.
    Counts,
    /// 10 to 19: also the middle with its likely range.
    Middle,
    /// 20 and more: also shares drawn with their likely range.
    Shares,
}

impl Sample {
    pub fn of(n: usize) -> Self {
        match n {
            0 => Self::Empty,
            1..=4 => Self::Stories,
            5..=9 => Self::Counts,
            10..=19 => Self::Middle,
            20.. => Self::Shares,
        }
    }

    /// Too few to say: no figure and no chart.
    pub fn is_too_few(self) -> bool {
        self < Self::Counts
    }

    pub fn has_middle(self) -> bool {
        self >= Self::Middle
    }

    pub fn has_shares(self) -> bool {
        self >= Self::Shares
    }
}

/// A count among at least five reports. Printed as "6 of 7", never as a bare percentage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub k: usize,
    pub n: usize,
    pub likely: Interval,
}

impl Share {
    /// None of fewer than five reports, and for `k > n`.
    pub fn of(k: usize, n: usize) -> Option<Self> {
        let likely = wilson(k, n).filter(|_| !Sample::of(n).is_too_few())?;
        Some(Self { k, n, likely })
    }

    /// The likely range in words: "49 to 97%".
    pub fn range(&self) -> String {
        words::percent_range(self.likely)
    }

    /// The share in words, "86%": only to be printed beside its count, and none below 20 reports.
    pub fn percent(&self) -> Option<String> {
        Sample::of(self.n).has_shares().then(|| words::percent(self.k as f64 / self.n as f64))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.k, self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thresholds_stand_where_the_honest_figure_rule_puts_them() {
        let samples = [0, 1, 4, 5, 9, 10, 19, 20].map(Sample::of);
        use Sample::{Counts, Empty, Middle, Shares, Stories};
        assert_eq!(samples, [Empty, Stories, Stories, Counts, Counts, Middle, Middle, Shares]);
    }

    #[test]
    fn a_share_is_a_count_with_its_doubt() {
        let share = Share::of(6, 7).unwrap();
        assert_eq!(share.to_string(), "6 of 7");
        assert_eq!(share.range(), "49 to 97%");
        assert_eq!(share.percent(), None);
        assert_eq!(Share::of(7, 20).unwrap().percent().as_deref(), Some("35%"));
    }

    proptest! {
        #[test]
        fn four_reports_have_no_share(k in 0_usize..6, n in 0_usize..5) {
            prop_assert_eq!(Share::of(k, n), None);
        }

        #[test]
        fn more_reports_never_allow_less(n in 0_usize..100) {
            prop_assert!(Sample::of(n) <= Sample::of(n + 1));
        }
    }
}
