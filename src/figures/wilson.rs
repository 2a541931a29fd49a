use serde::{Deserialize, Serialize};

/// The standard normal quantile of a two-sided 95 % interval.
pub(super) const Z: f64 = 1.96;

/// A range of fractions, `0.0 <= low <= high <= 1.0`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// From 0.0 to 1.0.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether some fraction lies in both. A difference may be named only where this is false.
    pub fn overlaps(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// A range between two of the sums themselves, as lowest and highest. An end is none where too few sums lie beyond the
/// quantile to name one: below 13 the first quartile may lie under all that was told.
pub type Open<T> = (Option<T>, Option<T>);

/// The 95 % score interval of a share `k / n`; none for `n = 0` or `k > n`.
///
/// E. B. Wilson, 1927, "Probable Inference, the Law of Succession, and Statistical Inference":
/// `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)` with `p = k/n`. Unlike the textbook
/// `p ± z·√(p(1−p)/n)` it is right for small samples and never empty at 0 of n.
pub fn wilson(k: usize, n: usize) -> Option<Interval> {
    if n == 0 || k > n {
        return None;
    }
    Some(score(k as f64 / n as f64, n as f64))
}

/// That interval of a share `p` which is as sure as one of `n` people counted, whole or not; everything from 0 to 1 where
/// `n` is 0.
pub(super) fn score(p: f64, n: f64) -> Interval {
    if n <= 0.0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let shrink = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / shrink;
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / shrink;

    Interval { low: (centre - reach).max(0.0), high: (centre + reach).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_contract_s_vectors_hold() {
        let vectors = [
            (0, 5, 0.0, 43.4),
            (2, 5, 11.8, 76.9),
            (3, 10, 10.8, 60.3),
            (7, 20, 18.1, 56.7),
            (3, 3, 43.9, 100.0),
            (0, 30, 0.0, 11.4),
        ];
        for (k, n, low, high) in vectors {
            let found = wilson(k, n).unwrap();
            assert!((found.low * 100.0 - low).abs() < 0.06, "{k} of {n}: low {}", found.low);
            assert!((found.high * 100.0 - high).abs() < 0.06, "{k} of {n}: high {}", found.high);
        }
    }

    #[test]
    fn nothing_is_said_of_nobody() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(4, 3), None);
    }

    #[test]
    fn ranges_that_touch_overlap() {
        let [low, middle, high] =
            [(0.1, 0.3), (0.3, 0.5), (0.4, 0.6)].map(|(low, high)| Interval { low, high });
        assert!(low.overlaps(middle) && middle.overlaps(high));
        assert!(!low.overlaps(high) && !high.overlaps(low));
    }

    proptest! {
        #[test]
        fn holds_the_share_and_stays_a_fraction(n in 1_usize..5_000, part in 0.0..=1.0) {
            let k = (n as f64 * part) as usize;
            let found = wilson(k, n).unwrap();
            let share = k as f64 / n as f64;
            prop_assert!(0.0 <= found.low && found.high <= 1.0);
            prop_assert!(found.low <= share + 1e-12 && share <= found.high + 1e-12);
        }

        #[test]
        fn is_the_mirror_of_its_complement(n in 1_usize..5_000, part in 0.0..=1.0) {
            let k = (n as f64 * part) as usize;
            let (share, rest) = (wilson(k, n).unwrap(), wilson(n - k, n).unwrap());
            prop_assert!((share.low - (1.0 - rest.high)).abs() < 1e-9);
        }

        #[test]
        fn narrows_as_reports_come_in(k in 0_usize..50, n in 50_usize..500) {
            let width = |found: Interval| found.high - found.low;
            prop_assert!(width(wilson(k * 4, n * 4).unwrap()) < width(wilson(k, n).unwrap()));
        }
    }
}
