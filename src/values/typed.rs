//! A line somebody typed, as it looks: numbers and dates are read from this.

use unicode_normalization::UnicodeNormalization as _;

/// The line with every kind of space as one plain space, digits of every writing and wide signs as plain ones, and without
/// what cannot be seen. What would then mean something else stays as it is: `10²` is not 102.
pub fn as_seen(typed: &str) -> String {
    let mut seen = String::with_capacity(typed.len());
    for c in super::characters::bare(typed).chars().map(simple) {
        match c {
            '½' => seen.push_str(".5"),
            ' ' if seen.ends_with(' ') => {}
            _ => seen.push(c),
        }
    }
    seen.trim().to_owned()
}

fn simple(c: char) -> char {
    if c.is_whitespace() {
        return ' ';
    }
    if let Some(digit) = digit(c) {
        return digit;
    }
    let mut folded = std::iter::once(c).nfkc();
    match (folded.next(), folded.next()) {
        // Raised and lowered figures are no digits of a number.
        (Some(digit), None) if digit.is_ascii_digit() && !('\u{1d7ce}'..='\u{1d7ff}').contains(&c) => c,
        (Some(one), None) => one,
        _ => c,
    }
}

/// The plain digit for a digit of another writing.
fn digit(c: char) -> Option<char> {
    /// The noughts of the writings that count by ten with digits of their own; the others follow each.
    const NOUGHTS: [char; 17] =
        ['0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '၀', '០', '０'];
    let value =
        NOUGHTS.iter().find_map(|nought| (c as u32).checked_sub(*nought as u32).filter(|n| *n < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_looks() {
        for (typed, seen) in [
            ("１０００．５", "1000.5"),
            ("\u{202d}1\u{202f}250\u{202c}\n", "1 250"),
            ("١٢٣ ۴۵۶ ७८९", "123 456 789"),
            ("𝟏𝟎", "10"),
            ("＄\u{3000}\u{2009}７", "$ 7"),
            ("7½", "7.5"),
            ("10² ①", "10² ①"),
        ] {
            assert_eq!(as_seen(typed), seen);
        }
    }
}
