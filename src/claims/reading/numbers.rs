//! Numbers as they are written around the world.

use crate::values::amount;

/// The value of digits with separators: `1,250.50`, `1.200,50`, `1,00,000`, `1'000`, `12.5`.
pub use amount::likeliest as value;

/// A number in an English word, `a` and `an` included.
pub fn word_value(word: &str) -> Option<f64> {
    let value = match word {
        "half" => 0.5,
        "a" | "an" | "one" | "single" | "一" => 1.0,
        "two" | "二" | "两" | "couple" => 2.0,
        "three" | "三" => 3.0,
        "four" | "四" => 4.0,
        "five" | "五" => 5.0,
        "six" | "六" => 6.0,
        "seven" | "七" => 7.0,
        "eight" | "八" => 8.0,
        "nine" | "九" => 9.0,
        "ten" | "十" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    };
    Some(value)
}

/// The factor that a word after a number multiplies it by; none of any other word. A lone `m` does so only where it
/// is `glued` to its number.
pub fn multiplier(word: &str, glued: bool) -> Option<f64> {
    amount::multiplier(word, glued).map(|times| times as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_mean_what_their_writers_mean() {
        for (written, meant) in [
            ("10000", 10_000.0),
            ("10,000", 10_000.0),
            ("1.200,50", 1_200.5),
            ("1,250.50", 1_250.5),
            ("1 200,50", 1_200.5),
            ("1'000", 1_000.0),
            ("1,00,000", 100_000.0),
            ("1.234.567", 1_234_567.0),
            ("1.5", 1.5),
            ("3,5", 3.5),
            ("1.200", 1_200.0),
            ("0.125", 0.125),
        ] {
            assert_eq!(value(written), Some(meant), "{written}");
        }
    }

    #[test]
    fn a_metre_is_no_million() {
        assert_eq!(multiplier("m", false), None);
        assert_eq!(multiplier("m", true), Some(1e6));
    }
}
