use super::{Open, Sample, words};
use crate::values::UsdCents;
use std::collections::BTreeMap;

/// The middle of at least ten sums: the median with its likely range, and the quartiles. Of money where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Middle<T = UsdCents> {
    /// How many sums it rests on, always 10 or more.
    pub n: usize,
    pub cents: T,
    /// The 95 % interval of the median: two of the sums themselves.
    pub likely: (T, T),
    /// The middle half: first and third quartile.
    pub half: (T, T),
    /// The 95 % intervals of the two quartiles.
    pub half_likely: (Open<T>, Open<T>),
    /// The fewest invented sums, all larger than any or all smaller, after which the median lies outside `likely`.
    pub to_move: usize,
}

impl Middle {
    /// "$40 to $900 (likely ranges up to $80, and $600 or more)": the middle half with the intervals of its two ends.
    pub fn half_in_words(&self) -> String {
        let (first, third) =
            (words::usd_open_range(self.half_likely.0), words::usd_open_range(self.half_likely.1));
        format!("{} (likely ranges {first}, and {third})", words::usd_range(self.half))
    }
}

impl<T: From<i64> + Into<i64>> Middle<T> {
    /// None for fewer than ten sums: one person could move it.
    pub fn of(cents: impl IntoIterator<Item = T>) -> Option<Self> {
        Self::of_counts(cents.into_iter().map(|cents| (cents, 1)))
    }

    /// Of sums and how often each was told, in any order; a sum may come more than once. None of fewer
    /// than ten.
    pub fn of_counts(counts: impl IntoIterator<Item = (T, usize)>) -> Option<Self> {
        Ranked::of(counts).middle()
    }
}

/// Sums in their order, each once, with the number of those up to and including it.
#[derive(Debug, Clone)]
pub struct Ranked(Vec<(i64, usize)>);

impl Ranked {
    pub(super) fn of(counts: impl IntoIterator<Item = (impl Into<i64>, usize)>) -> Self {
        let mut sums = counted(counts.into_iter().map(|(sum, people)| (sum.into(), people)));
        let mut up_to = 0;
        for (_, people) in &mut sums {
            up_to += *people;
            *people = up_to;
        }
        Self(sums)
    }

    /// None of fewer than ten.
    pub(super) fn middle<T: From<i64>>(&self) -> Option<Middle<T>> {
        let n = self.n();
        let (low, high) = median_ranks(n).filter(|_| Sample::of(n).has_middle())?;
        let likely = (self.at(low - 1)?, self.at(high - 1)?);
        Some(Middle {
            n,
            cents: self.quantile(0.5)?.into(),
            likely: (likely.0.into(), likely.1.into()),
            half: (self.quantile(0.25)?.into(), self.quantile(0.75)?.into()),
            half_likely: (self.likely(0.25), self.likely(0.75)),
            to_move: self.to_move(likely)?,
        })
    }

    /// The 95 % interval of a quantile.
    pub(super) fn likely<T: From<i64>>(&self, fraction: f64) -> Open<T> {
        let (low, high) = quantile_ranks(self.n(), fraction);
        let at = |rank: Option<usize>| rank.and_then(|rank| self.at(rank - 1)).map(T::from);
        (at(low), at(high))
    }

    /// With one more than there are, the median is invented, if not before.
    fn to_move(&self, (low, high): (i64, i64)) -> Option<usize> {
        let n = self.n();
        let median = |invented: usize, shift: usize| {
            let (below, above, part) = place(n + invented, 0.5)?;
            // Whatever was invented lies beyond all that was told.
            let at = |rank: usize| match rank.checked_sub(shift) {
                None => f64::MIN,
                Some(rank) => self.at(rank).map_or(f64::MAX, |sum| sum as f64),
            };
            Some(at(below) * (1.0 - part) + at(above) * part)
        };
        fewest(n + 1, |invented| {
            median(invented, 0).is_some_and(|median| median > high as f64)
                || median(invented, invented).is_some_and(|median| median < low as f64)
        })
    }

    pub(super) fn n(&self) -> usize {
        self.0.last().map_or(0, |(_, up_to)| *up_to)
    }

    /// The order statistic of this rank, counted from 0.
    pub(super) fn at(&self, rank: usize) -> Option<i64> {
        let place = self.0.partition_point(|(_, up_to)| *up_to <= rank);
        self.0.get(place).map(|(sum, _)| *sum)
    }

    /// Rounded to the cent; none of no sums.
    ///
    /// R. J. Hyndman and Y. Fan, 1996, "Sample Quantiles in Statistical Packages", definition 7: the
    /// point at `(n − 1)·fraction` on the line through the order statistics, counted from 0.
    pub(super) fn quantile(&self, fraction: f64) -> Option<i64> {
        let (below, above, part) = place(self.n(), fraction)?;
        let (below, above) = (self.at(below)? as f64, self.at(above)? as f64);
        Some((below + (above - below) * part).round() as i64)
    }
}

/// Each value once, in order, with the people of all its counts.
pub(super) fn counted<T: Ord>(counts: impl IntoIterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    let mut sums = BTreeMap::new();
    for (value, people) in counts {
        *sums.entry(value).or_default() += people;
    }
    sums.into_iter().filter(|(_, people)| *people > 0).collect()
}

/// The least number from 1 to `most` from which on something holds; none where it never does.
pub(super) fn fewest(most: usize, holds: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (1, most);
    while low < high {
        let between = low + (high - low) / 2;
        if holds(between) { high = between } else { low = between + 1 }
    }
    (low == high && holds(low)).then_some(low)
}

/// The sample quantile of sums in any order, rounded to the cent; none of no sums.
pub fn quantile(sums: &[i64], fraction: f64) -> Option<i64> {
    Ranked::of(sums.iter().map(|sum| (*sum, 1))).quantile(fraction)
}

/// Where that quantile lies: the two order statistics around it, counted from 0, and how far it is
/// from the first to the second, from 0 to 1.
pub(super) fn place(n: usize, fraction: f64) -> Option<(usize, usize, f64)> {
    let place = n.checked_sub(1)? as f64 * fraction.clamp(0.0, 1.0);
    Some((place.floor() as usize, place.ceil() as usize, place.fract()))
}

/// The ranks, counted from 1, of the two order statistics that enclose the median with at least
/// 95 % confidence, whatever the distribution; none for `n < 6`, where even the extremes do not.
///
/// W. R. Thompson, 1936, "On Confidence Ranges for the Median": `(r, n + 1 − r)` with the largest
/// `r` for which `P(Binomial(n, ½) < r) ≤ 0.025`.
pub fn median_ranks(n: usize) -> Option<(usize, usize)> {
    lower_rank(n, 0.5).map(|rank| (rank, n + 1 - rank))
}

/// The ranks, counted from 1, of the two order statistics that enclose the quantile of this fraction, 0 to 1 exclusive; an end
/// is none where even the extreme sum does not lie beyond the quantile surely enough.
///
/// H. A. David and H. N. Nagaraja, 2003, "Order Statistics", § 7.1: `(r, s)` with the largest `r` for which
/// `P(Binomial(n, p) < r) ≤ 0.025` and the smallest `s` for which `P(Binomial(n, p) ≥ s) ≤ 0.025`.
pub fn quantile_ranks(n: usize, fraction: f64) -> Open<usize> {
    (lower_rank(n, fraction), lower_rank(n, 1.0 - fraction).map(|rank| n + 1 - rank))
}

/// The largest `r` from 1 on with `P(Binomial(n, p) < r) ≤ 0.025`.
fn lower_rank(n: usize, p: f64) -> Option<usize> {
    // In logarithms, since (1 − p)ⁿ is too small for a float from some n on.
    let (ln_p, ln_q) = (p.ln(), (1.0 - p).ln());
    let mut rank = negligible(n, p);
    let mut ln_term = ln_choose(n, rank) + rank as f64 * ln_p + (n - rank) as f64 * ln_q;
    let mut tail = ln_term.exp();
    while tail <= 0.025 {
        ln_term += ((n - rank) as f64 / (rank + 1) as f64).ln() + ln_p - ln_q;
        tail += ln_term.exp();
        rank += 1;
    }
    (rank > 0).then_some(rank)
}

/// A rank below which the tail is under e⁻⁷² by Hoeffding's inequality, so that its terms need not be added up.
fn negligible(n: usize, p: f64) -> usize {
    ((n as f64 * p) as usize).saturating_sub(6 * n.isqrt())
}

/// The logarithm of the number of ways to choose `k` of `n`.
fn ln_choose(n: usize, k: usize) -> f64 {
    if k == 0 { 0.0 } else { ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k) }
}

/// Stirling's series: off by less than 10⁻³ ÷ n⁵, and `n` is large where a rank is negligible.
fn ln_factorial(n: usize) -> f64 {
    let n = n as f64;
    n * n.ln() - n + (std::f64::consts::TAU * n).ln() / 2.0 + 1.0 / (12.0 * n) - 1.0 / (360.0 * n.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    /// Every term of the tail added up, one by one.
    fn ranks_the_long_way(n: usize) -> (usize, usize) {
        let (mut tail, mut ln_term, mut rank) = (0.0, -(n as f64) * std::f64::consts::LN_2, 0);
        loop {
            tail += f64::exp(ln_term);
            if tail > 0.025 {
                return (rank, n + 1 - rank);
            }
            ln_term += ((n - rank) as f64 / (rank + 1) as f64).ln();
            rank += 1;
        }
    }

    #[test]
    fn the_fewest_is_found_at_either_end_and_none_where_it_never_holds() {
        assert_eq!(fewest(9, |_| true), Some(1));
        assert_eq!(fewest(9, |n| n >= 9), Some(9));
        assert_eq!(fewest(9, |_| false), None);
        assert_eq!(fewest(0, |_| true), None);
    }

    #[test]
    fn ranks_of_many_are_found_without_the_tail_that_is_nothing() {
        for n in (6..400).chain([1_000, 4_321, 20_000, 150_001, 1_000_000]) {
            assert_eq!(median_ranks(n), Some(ranks_the_long_way(n)), "{n}");
        }
    }

    #[test]
    fn the_contract_s_ranks_hold() {
        let vectors = [
            (6, (1, 6)),
            (9, (2, 8)),
            (10, (2, 9)),
            (12, (3, 10)),
            (15, (4, 12)),
            (20, (6, 15)),
            (30, (10, 21)),
            (50, (18, 33)),
        ];
        for (n, ranks) in vectors {
            assert_eq!(median_ranks(n), Some(ranks), "n = {n}");
        }
        assert!((0..6).all(|n| median_ranks(n).is_none()));
    }

    #[test]
    fn quartiles_have_open_ends_while_few_reports_lie_beyond_them() {
        assert_eq!(quantile_ranks(10, 0.25), (None, Some(6)), "0.75¹⁰ is 5.6 %");
        assert_eq!(quantile_ranks(12, 0.75), (Some(6), None), "0.75¹² is 3.2 %");
        assert_eq!(quantile_ranks(13, 0.25), (Some(1), Some(7)), "0.75¹³ is 2.4 %");
        assert_eq!(quantile_ranks(20, 0.5), (Some(6), Some(15)));
        let middle = |n: i64| Middle::of((1..=n).map(|dollars| UsdCents(dollars * 10_000))).unwrap();
        assert_eq!(middle(10).half_in_words(), "$330 to $780 (likely ranges up to $600, and $500 or more)");
        assert_eq!(
            middle(20).half_in_words(),
            "$580 to $1,500 (likely ranges $200 to $1,000, and $1,100 to $1,900)"
        );
    }

    #[test]
    fn ranks_of_many_reports_follow_the_normal_curve() {
        let (low, high) = median_ranks(1_000_000).unwrap();
        assert_eq!(low + high, 1_000_001);
        assert!((499_019..=499_021).contains(&low), "{low}");
    }

    #[test]
    fn quantiles_lie_on_the_line_between_two_sums() {
        let sums = [0, 100, 200, 1_000];
        assert_eq!(quantile(&sums, 0.5), Some(150));
        assert_eq!(quantile(&sums, 0.25), Some(75));
        assert_eq!(quantile(&sums, 0.75), Some(400));
        assert_eq!(quantile(&sums, 1.0), Some(1_000));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn so_many_invented_sums_move_a_median() {
        let moved = |sums: Vec<i64>| Middle::of(sums).map(|middle| middle.to_move);
        assert_eq!(moved((1..=9).collect()), None);
        // The median of 1 … 10 lies between 2 and 9: with eight more it is between the ninth and the tenth.
        assert_eq!(moved((1..=10).collect()), Some(8));
        assert_eq!(moved([0; 20].to_vec()), Some(20), "half must be invented where all say the same");
        assert_eq!(moved([vec![0; 20], vec![100; 8]].concat()), Some(12));
    }

    #[test]
    fn nine_sums_have_no_middle_and_ten_have_one() {
        assert_eq!(Middle::of(1..=9_i64), None);
        let middle = Middle::of((1..=10_i64).map(|dollars| dollars * 100)).unwrap();
        assert_eq!((middle.n, middle.cents, middle.likely, middle.half), (10, 550, (200, 900), (325, 775)));
    }

    /// `P(Binomial(n, ½) < rank)` as a fraction of 2ⁿ, in whole numbers.
    fn tail(n: usize, rank: usize) -> u128 {
        let mut term = 1;
        (0..rank as u128).fold(0, |sum, k| {
            let sum = sum + term;
            term = term * (n as u128 - k) / (k + 1);
            sum
        })
    }

    proptest! {
        #[test]
        fn ranks_are_the_narrowest_that_hold_95_in_100(n in 6_usize..100) {
            let (low, high) = median_ranks(n).unwrap();
            prop_assert_eq!(low + high, n + 1);
            prop_assert!(tail(n, low) * 40 <= 1 << n);
            prop_assert!(tail(n, low + 1) * 40 > 1 << n);
        }

        #[test]
        fn a_quantile_and_its_mirror_have_mirrored_ranks(n in 10_usize..300, part in 0.05..0.95) {
            let ((low, high), mirrored) = (quantile_ranks(n, part), quantile_ranks(n, 1.0 - part));
            let mirror = |rank: Option<usize>| rank.map(|rank| n + 1 - rank);
            prop_assert_eq!((mirror(high), mirror(low)), mirrored);
            prop_assert!(low.zip(high).is_none_or(|(low, high)| low < high));
        }

        #[test]
        fn the_middle_lies_inside_its_ranges(sums in vec(-10_000_000_i64..10_000_000, 10..200)) {
            let middle = Middle::of(sums).unwrap();
            prop_assert!(middle.likely.0 <= middle.cents && middle.cents <= middle.likely.1);
            prop_assert!(middle.half.0 <= middle.cents && middle.cents <= middle.half.1);
            for (quartile, (low, high)) in [(middle.half.0, middle.half_likely.0), (middle.half.1, middle.half_likely.1)] {
                prop_assert!(low.is_none_or(|low| low <= quartile) && high.is_none_or(|high| quartile <= high));
            }
        }

        #[test]
        fn quantiles_rise_with_their_fraction(mut sums in vec(-10_000_i64..10_000, 1..60), a in 0.0..=1.0, b in 0.0..=1.0) {
            sums.sort_unstable();
            let (low, high) = if a < b { (a, b) } else { (b, a) };
            prop_assert!(quantile(&sums, low) <= quantile(&sums, high));
        }
    }
}
