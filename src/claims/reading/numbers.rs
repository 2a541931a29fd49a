//! Numbers as they are written around the world.

/// The value of digits with separators: `1,250.50`, `1.200,50`, `1,00,000`, `1'000`, `12.5`.
pub fn value(written: &str) -> Option<f64> {
    let text: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let decimal = decimal_point(&text);
    let plain: String = text
        .char_indices()
        .filter_map(|(at, c)| match c {
            '.' | ',' => (Some(at) == decimal).then_some('.'),
            other => Some(other),
        })
        .collect();
    plain.parse().ok()
}

/// Where the decimal point stands, if there is one. A lone separator before three digits groups them.
fn decimal_point(text: &str) -> Option<usize> {
    let last = text.rfind(['.', ','])?;
    let sign = &text[last..=last];
    let digits_after = text.len() - last - 1;
    let repeated = text.matches(sign).count() > 1;
    let groups = repeated || digits_after == 3 && !text.starts_with("0.") && !text.starts_with("0,");
    (!groups).then_some(last)
}

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

/// What a word after a number multiplies it by. A lone `m` does so only where it is `glued` to its number.
pub fn multiplier(word: &str, glued: bool) -> Option<f64> {
    let times = match word {
        "十" => 10.0,
        "hundred" | "百" | "백" => 100.0,
        "k" | "thousand" | "grand" | "tsd" | "tausend" | "mil" | "mille" | "千" | "천" => 1_000.0,
        "万" | "萬" | "만" => 10_000.0,
        "lakh" | "lakhs" | "lac" | "lacs" => 100_000.0,
        "m" if glued => 1_000_000.0,
        "mn" | "mm" | "mio" | "million" | "millions" | "millionen" => 1_000_000.0,
        "crore" | "crores" => 10_000_000.0,
        "亿" | "億" | "억" => 100_000_000.0,
        "bn" | "billion" => 1_000_000_000.0,
        _ => return None,
    };
    Some(times)
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
