//! Digits with the marks that people put between them.

/// The digits of a number without its marks, with a full stop for the decimal mark if it has one: `1200.5`.
pub type Plain = String;

/// Digits and marks that are no number, or could be two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Odd {
    NoNumber,
    /// Every mark taken for one that groups, and the last taken for the decimal one.
    Either {
        grouped: Plain,
        decimal: Plain,
    },
}

/// Reads `1250`, `1,250.50`, `1.200,50`, `1 250`, `1'250`, `1,20,000`, `7,50`, `.5`. Spaces are plain ones.
///
/// A lone comma or full stop before one or two digits is decimal; of two kinds of mark the last is. All other marks must
/// group by threes, or as lakhs are.
pub fn read(seen: &str) -> Result<Plain, Odd> {
    let seen: String = seen.chars().map(one_of_its_kind).collect();
    let groups: Vec<&str> = seen.split(is_mark).collect();
    let marks: Vec<char> = seen.chars().filter(|c| is_mark(*c)).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let Some((last, before)) = groups.split_last() else { return Err(Odd::NoNumber) };
    let begins = before.first().is_some_and(|first| first.is_empty()) && marks.len() == 1;
    if !groups.iter().skip(usize::from(begins)).all(is_digits) {
        return Err(Odd::NoNumber);
    }
    let grouped = groups.concat();
    let decimal = format!("{}.{last}", if begins { "0".to_owned() } else { before.concat() });
    let Some((last_mark, others)) = marks.split_last() else { return Ok(grouped) };
    if grouped.bytes().all(|digit| digit == b'0') {
        return Ok(grouped);
    }
    // In Colombia and Mexico an apostrophe goes before the millions: `1'250.000`.
    let of_millions = others.contains(&'\'') && last.len() == 3;
    let may_be_decimal = matches!(last_mark, '.' | ',') && !others.contains(last_mark);
    let of_one_kind = others.iter().all(|mark| Some(mark) == others.first());
    if others.is_empty() && may_be_decimal && last.len() <= 2
        || !others.is_empty() && may_be_decimal && of_one_kind && is_grouped(before) && !of_millions
    {
        return Ok(decimal);
    }
    if marks.iter().all(|mark| mark == last_mark) && is_grouped(&groups) {
        return Ok(grouped);
    }
    Err(if begins { Odd::NoNumber } else { Odd::Either { grouped, decimal } })
}

/// Whether all but the first are three digits, or two and the last three as lakhs are written.
fn is_grouped(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else { return true };
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let of = |digits: usize| middle.iter().all(|group| group.len() == digits);
    begins && last.len() == 3 && (of(3) || first.len() <= 2 && of(2))
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ' ' | '\'' | '_')
}

fn one_of_its_kind(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '′' | '`' | '´' | '٬' => '\'',
        '٫' => '.',
        '،' => ',',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_mean_what_their_writers_mean() {
        for (seen, plain) in [
            ("10000", "10000"),
            ("10,000", "10000"),
            ("1.200", "1200"),
            ("1.200,50", "1200.50"),
            ("1,250.5", "1250.5"),
            ("1 200,50", "1200.50"),
            ("1’000", "1000"),
            ("1'234'567.05", "1234567.05"),
            ("1,20,000", "120000"),
            ("12,34,567.50", "1234567.50"),
            ("1.234.567", "1234567"),
            ("12_000", "12000"),
            ("1.5", "1.5"),
            ("1200,50", "1200.50"),
            ("49,99", "49.99"),
            ("0,5", "0.5"),
            (".5", "0.5"),
            ("0.000", "0000"),
            ("1 234,567", "1234.567"),
            ("1٬234٫5", "1234.5"),
        ] {
            assert_eq!(read(seen).as_deref(), Ok(plain), "{seen}");
        }
    }

    #[test]
    fn what_could_be_two_numbers_is_none() {
        for (seen, grouped, decimal) in [
            ("0.125", "0125", "0.125"),
            ("12,3456", "123456", "12.3456"),
            ("1234,567", "1234567", "1234.567"),
            ("1.23.4", "1234", "123.4"),
            ("1 25", "125", "1.25"),
            ("1,0000", "10000", "1.0000"),
            ("1,234 567.5", "12345675", "1234567.5"),
            ("1'250.000", "1250000", "1250.000"),
        ] {
            let (grouped, decimal) = (grouped.to_owned(), decimal.to_owned());
            assert_eq!(read(seen), Err(Odd::Either { grouped, decimal }), "{seen}");
        }
        for seen in ["", ".", "1..5", "12.", "a", "1-5", "1,,000", " ", ".125", "1. 5"] {
            assert_eq!(read(seen), Err(Odd::NoNumber), "{seen}");
        }
    }
}
