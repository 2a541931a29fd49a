use super::{Sample, wilson::Z};
use std::fmt;

/// The smallest difference of two shares that so many people on each side would have shown, in points of a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detectable {
    pub n: (usize, usize),
    /// By the usual test of two shares.
    pub by_test: u32,
    /// By our rule, by which two likely ranges must lie apart.
    pub by_ranges: u32,
}

/// The standard normal quantile of 80 %.
const POWER: f64 = 0.841_621_233_572_914_4;

impl Detectable {
    /// None where either has fewer than five people.
    ///
    /// J. L. Fleiss, B. Levin and M. C. Paik, 2003, "Statistical Methods for Rates and Proportions", ch. 4: two-sided at 5 %, with a
    /// power of 80 %, `δ = (z₀.₉₇₅ + z₀.₈)·√(p(1 − p)·(1/n₁ + 1/n₂))`, at `p = ½`, where it is largest. Ranges that lie apart ask for
    /// more (N. Schenker and J. F. Gentleman, 2001, "On Judging the Significance of Differences by Examining the Overlap Between
    /// Confidence Intervals"): `δ = z₀.₉₇₅·(√(p(1 − p)/n₁) + √(p(1 − p)/n₂)) + z₀.₈·√(p(1 − p)·(1/n₁ + 1/n₂))`.
    pub fn of(n: (usize, usize)) -> Option<Self> {
        if [n.0, n.1].into_iter().any(|n| Sample::of(n).is_too_few()) {
            return None;
        }
        let error = |n: usize| 0.5 / (n as f64).sqrt();
        let (one, other) = (error(n.0), error(n.1));
        let both = one.hypot(other);
        let points = |difference: f64| (difference * 100.0).ceil() as u32;
        Some(Self {
            n,
            by_test: points((Z + POWER) * both),
            by_ranges: points(Z * (one + other) + POWER * both),
        })
    }
}

/// "With 40 and 32 people the smallest difference of two shares that a test would have found in four of five times is 34 points of a
/// hundred, and by our rule, ranges that lie apart, 43. A smaller one may be there, unseen." A difference over 100 points is none.
impl fmt::Display for Detectable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { n: (one, other), by_test, by_ranges } = self;
        write!(f, "With {one} and {other} people ")?;
        if *by_test > 100 {
            return write!(f, "no difference of two shares would have been found in four of five times.");
        }
        write!(
            f,
            "the smallest difference of two shares that a test would have found in four of five times is {by_test} points of a hundred"
        )?;
        match by_ranges {
            ..=100 => write!(f, ", and by our rule, ranges that lie apart, {by_ranges}.")?,
            _ => write!(f, "; our rule, ranges that lie apart, would have found none.")?,
        }
        write!(f, " A smaller one may be there, unseen.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn so_small_a_difference_could_have_been_seen() {
        // 2.80162·√(0.25·2/100) = 0.1981: the textbook's twenty points for a hundred each.
        assert_eq!(Detectable::of((100, 100)).unwrap().by_test, 20);
        assert_eq!(
            Detectable::of((40, 32)).unwrap().to_string(),
            "With 40 and 32 people the smallest difference of two shares that a test would have found in four of five times is 34 \
             points of a hundred, and by our rule, ranges that lie apart, 43. A smaller one may be there, unseen."
        );
        assert_eq!(Detectable::of((4, 900)), None);
        assert!(Detectable::of((5, 5)).unwrap().to_string().ends_with(
            "is 89 points of a hundred; our rule, ranges that lie apart, would have found none. A smaller one may be there, unseen."
        ));
    }

    proptest! {
        #[test]
        fn more_people_see_smaller_differences(one in 5_usize..500, other in 5_usize..500, more in 0_usize..500) {
            let (few, many) = (Detectable::of((one, other)).unwrap(), Detectable::of((one + more, other)).unwrap());
            prop_assert!(many.by_test <= few.by_test && many.by_ranges <= few.by_ranges);
            prop_assert!(few.by_test <= few.by_ranges);
        }
    }
}
