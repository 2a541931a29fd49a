//! How hard a figure is to fake: how many invented reports would carry it outside its own interval, or end what is said of two
//! of them (the fragility index of clinical trials, M. Walsh et al., 2014).

use super::{
    Bounds, Interval, Middle, Share,
    median::{Ranked, fewest},
    median_ranks, wilson,
};
use crate::values::UsdCents;

/// The rule of this module in a sentence, for `/method`.
pub const FORMULA: &str = "Of a share k of n with the likely range l to h: the fewest x for which k ÷ (n + x) is below l or \
    (k + x) ÷ (n + x) above h. Of bounds, the whole of them. Of a middle: the fewest invented sums, all above or all below everything \
    told, after which the middle lies outside its likely range. Of two likely ranges that lie apart: the fewest invented reports, \
    all of one kind and on one of the two, with which they would meet.";

/// The fewest invented reports, all of one kind, after which the share lies outside the interval that it has now; none where
/// no number of them does.
pub fn to_move(share: &Share) -> Option<usize> {
    let Share { k, n, likely } = *share;
    to_leave((k, k), n, likely)
}

/// The fewest invented starts, all answered alike, after which even the nearer of the two bounds lies outside the interval that
/// they have now; none where no number of them does.
pub fn to_move_bounds(bounds: &Bounds) -> Option<usize> {
    to_leave((bounds.at_least(), bounds.at_most()), bounds.due, bounds.likely)
}

fn to_leave((least, most): (usize, usize), n: usize, likely: Interval) -> Option<usize> {
    let after = |k: usize, invented: usize| k as f64 / (n + invented) as f64;
    fewest(MANY, |invented| {
        after(most, invented) < likely.low || after(least + invented, invented) > likely.high
    })
}

/// Beyond so many every share has left every interval that it can leave; a float still counts them one by one.
const MANY: usize = usize::MAX >> 12;

/// A figure with its likely range and what invented reports make of that: a share, bounds, or the middle of sums.
#[derive(Debug, Clone)]
pub enum Ranged {
    Share(Share),
    Bounds(Bounds),
    Middle(Middle, Ranked),
}

impl Ranged {
    /// The middle of sums, each with how many told it; none of fewer than ten.
    pub fn middle(counts: impl IntoIterator<Item = (UsdCents, usize)>) -> Option<Self> {
        let sums = Ranked::of(counts);
        Some(Self::Middle(sums.middle()?, sums))
    }

    /// Whether the whole likely range lies below that of the other. Both are of one unit.
    pub fn is_below(&self, other: &Self) -> bool {
        self.high(0) < other.low(0)
    }

    /// The fewest invented reports, all of one kind and on one of the two, with which two likely ranges that lie apart would
    /// meet; none where they meet already.
    pub fn to_meet(&self, other: &Self) -> Option<usize> {
        let (below, above) = match (self.is_below(other), other.is_below(self)) {
            (true, _) => (self, other),
            (_, true) => (other, self),
            _ => return None,
        };
        let lifted = fewest(below.many(), |invented| below.high(invented) >= above.low(0));
        let lowered = fewest(above.many(), |invented| above.low(invented) <= below.high(0));
        lifted.into_iter().chain(lowered).min()
    }

    /// The upper end of the likely range with so many invented successes, or sums above all that were told.
    fn high(&self, invented: usize) -> f64 {
        match self {
            Self::Share(share) => {
                wilson(share.k + invented, share.n + invented).map_or(f64::MAX, |range| range.high)
            }
            Self::Bounds(bounds) => wilson(bounds.at_most() + invented, bounds.due + invented)
                .map_or(f64::MAX, |range| range.high),
            Self::Middle(middle, sums) => {
                let rank = median_ranks(middle.n + invented).map(|(_, high)| high - 1);
                rank.and_then(|rank| sums.at(rank)).map_or(f64::MAX, |sum| sum as f64)
            }
        }
    }

    /// The lower end with so many invented failures, or sums below all that were told.
    fn low(&self, invented: usize) -> f64 {
        match self {
            Self::Share(share) => wilson(share.k, share.n + invented).map_or(f64::MIN, |range| range.low),
            Self::Bounds(bounds) => {
                wilson(bounds.at_least(), bounds.due + invented).map_or(f64::MIN, |range| range.low)
            }
            Self::Middle(middle, sums) => {
                let rank =
                    median_ranks(middle.n + invented).and_then(|(low, _)| (low - 1).checked_sub(invented));
                rank.and_then(|rank| sums.at(rank)).map_or(f64::MIN, |sum| sum as f64)
            }
        }
    }

    /// So many invented reports leave nothing of its range as it was.
    fn many(&self) -> usize {
        match self {
            Self::Share(_) | Self::Bounds(_) => MANY,
            Self::Middle(middle, _) => 3 * middle.n,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    #[test]
    fn so_many_invented_reports_move_a_share() {
        // 28 of 60 lies between 34.6 and 59.1 %; 47 of 79 is 59.5 %.
        assert_eq!(to_move(&Share::of(28, 60).unwrap()), Some(19));
        let none = Share::of(0, 30).unwrap();
        assert_eq!(to_move(&none), Some(4), "4 of 34 is 11.8 %, and the interval ends at 11.4 %");
        assert_eq!(
            to_move(&Share::of(5, 5).unwrap()),
            Some(4),
            "5 of 9 is 55.6 %, and the interval begins at 56.6 %"
        );
    }

    #[test]
    fn so_many_invented_starts_move_bounds() {
        let plain = Bounds::of(60, 28, 0).unwrap();
        assert_eq!(
            to_move_bounds(&plain),
            to_move(&Share::of(28, 60).unwrap()),
            "where all answered it is a share"
        );
        let bounds = Bounds::of(40, 12, 10).unwrap();
        let moved = to_move_bounds(&bounds).unwrap();
        let leaves = |invented: f64| {
            22.0 / (40.0 + invented) < bounds.likely.low
                || (12.0 + invented) / (40.0 + invented) > bounds.likely.high
        };
        assert!(leaves(moved as f64) && !leaves(moved as f64 - 1.0), "{moved}");
    }

    #[test]
    fn so_many_invented_reports_bring_two_shares_together() {
        let share = |k, n| Ranged::Share(Share::of(k, n).unwrap());
        // 2 of 40 ends at 16.5 %, 24 of 40 begins at 44.6 %: 12 of 50 ends at 37.4 %, 16 of 54 at 42.8 %, 18 of 56 at 45.2 %.
        assert_eq!(share(2, 40).to_meet(&share(24, 40)), share(24, 40).to_meet(&share(2, 40)));
        assert_eq!(share(2, 40).to_meet(&share(24, 40)), Some(16));
        assert_eq!(share(10, 40).to_meet(&share(14, 40)), None, "they meet already");
        let million = [share(0, 1_000_000), share(1_000_000, 1_000_000)];
        assert!(
            million[0].to_meet(&million[1]).is_some_and(|invented| invented > 1_000_000),
            "there is always a number"
        );
    }

    #[test]
    fn so_many_invented_sums_bring_two_middles_together() {
        let around = |sum: i64| Ranged::middle((0..10).map(|step| (UsdCents(sum + step), 1))).unwrap();
        // Of ten the range runs from the second to the ninth, of thirteen to the eleventh, which is an invented one.
        assert!(around(0).is_below(&around(100)) && !around(100).is_below(&around(0)));
        assert_eq!(around(0).to_meet(&around(100)), Some(3));
        assert_eq!(around(0).to_meet(&around(3)), None);
        assert!(Ranged::middle((0..9).map(|sum| (UsdCents(sum), 1))).is_none(), "nine sums have no middle");
        let alike = |sum| Ranged::middle([(UsdCents(sum), 10)]).unwrap();
        assert_eq!(alike(0).to_meet(&alike(1)), Some(3), "all alike");
    }

    proptest! {
        /// What is found by halves is what is found one by one.
        #[test]
        fn one_fewer_would_not_do(k in 0_usize..60, more in 5_usize..60, sums in vec(-50_i64..50, 10..40), apart in 200_i64..300) {
            let share = Share::of(k, k + more).unwrap();
            let moves = |invented: usize| {
                let n = (share.n + invented) as f64;
                (share.k as f64 / n) < share.likely.low || (share.k + invented) as f64 / n > share.likely.high
            };
            prop_assert_eq!(to_move(&share), (1..10_000).find(|invented| moves(*invented)));

            let one = Ranged::middle(sums.iter().map(|sum| (UsdCents(*sum), 1))).unwrap();
            let other = Ranged::middle(sums.iter().map(|sum| (UsdCents(sum + apart), 1))).unwrap();
            let meet = |invented: usize| one.high(invented) >= other.low(0) || other.low(invented) <= one.high(0);
            prop_assert_eq!(one.to_meet(&other), (1..10_000).find(|invented| meet(*invented)));
        }
    }
}
