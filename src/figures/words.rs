//! Figures as the pages say them: money, percentages and ranges, each written one way everywhere.

use super::{Interval, Open};
use crate::values::UsdCents;

/// In cents.
const DOLLAR: u64 = 100;

/// Money in running text: exact under $20, to the nearest $10 under $1,000, above that to the
/// nearest $100; a loss has a true minus: "$8", "$2.80", "$640", "$1,200", "−$30".
pub fn usd(sum: UsdCents) -> String {
    let size = sum.0.unsigned_abs();
    let step = match size / DOLLAR {
        0..20 => 1,
        20..1_000 => 10 * DOLLAR,
        1_000.. => 100 * DOLLAR,
    };
    let rounded = i64::try_from((size + step / 2) / step * step).unwrap_or(i64::MAX);
    UsdCents(rounded * sum.0.signum()).to_string()
}

/// "$400 to $700"; one sum where both read alike.
pub fn usd_range((low, high): (UsdCents, UsdCents)) -> String {
    let (low, high) = (usd(low), usd(high));
    if low == high { low } else { format!("{low} to {high}") }
}

/// "$400 to $700", "up to $80" and "$600 or more" by the ends that there are; "any sum" where there is none.
pub fn usd_open_range(range: Open<UsdCents>) -> String {
    match range {
        (Some(low), Some(high)) => usd_range((low, high)),
        (None, Some(high)) => format!("up to {}", usd(high)),
        (Some(low), None) => format!("{} or more", usd(low)),
        (None, None) => "any sum".to_owned(),
    }
}

/// A fraction as a whole percentage: "35%". To be printed beside its count only.
pub fn percent(fraction: f64) -> String {
    format!("{}%", whole_percent(fraction))
}

/// "49 to 97%".
pub fn percent_range(interval: Interval) -> String {
    format!("{} to {}%", whole_percent(interval.low), whole_percent(interval.high))
}

fn whole_percent(fraction: f64) -> i64 {
    (fraction * 100.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_is_as_precise_as_it_deserves() {
        let said = [0, 8, -8, 20, 644, 645, 996, 1_249, -32_150].map(|dollars| usd(UsdCents(dollars * 100)));
        assert_eq!(said, ["$0", "$8", "−$8", "$20", "$640", "$650", "$1,000", "$1,200", "−$32,200"]);
        assert_eq!([280, -30, 1_999].map(UsdCents).map(usd), ["$2.80", "−$0.30", "$19.99"]);
    }

    #[test]
    fn ranges_say_to() {
        assert_eq!(usd_range((UsdCents(40_000), UsdCents(70_000))), "$400 to $700");
        assert_eq!(usd_range((UsdCents(64_100), UsdCents(64_300))), "$640");
        assert_eq!(percent_range(Interval { low: 0.487, high: 0.974 }), "49 to 97%");
        assert_eq!(percent(0.35), "35%");
    }

    proptest! {
        #[test]
        fn words_never_panic_nor_lose_the_sign(cents in any::<i64>()) {
            prop_assert_eq!(usd(UsdCents(cents)).starts_with('−'), cents < 0);
        }

        #[test]
        fn rounding_moves_a_sum_by_half_a_step_at_most(cents in 2_000_i64..10_000_000) {
            let said: i64 = usd(UsdCents(cents)).replace(['$', ','], "").parse().unwrap();
            let step = if cents < 100_000 { 1_000 } else { 10_000 };
            prop_assert!((said * 100 - cents).abs() * 2 <= step);
        }
    }
}
