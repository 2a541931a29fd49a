//! A number with what stands around it, not yet taken for a sum.

use super::{
    Hundredths, Wrong, is_currency,
    numeral::{self, Plain},
    signs::multiplied,
};
use crate::values::{Cents, Currency, typed::as_seen};

/// Nothing longer is a number with a currency.
const LONGEST: usize = 80;
/// Signs before or around a number below nothing.
const LESS: [char; 5] = ['-', '−', '–', '—', '('];
/// A mark behind which nothing more comes: `5,-`, `5:-`, `5/=` and `5.`
const NO_CENTS: [&str; 13] = [",--", ",-", ",–", ",—", ".--", ".-", ".–", ".—", ":-", "/-", "/=", ",", "."];

/// A number and what stands before and behind it.
#[derive(Debug)]
pub struct Number {
    pub before: String,
    plain: Plain,
    times: u64,
    pub counted_in: Option<Currency>,
    pub after: String,
}

impl Number {
    pub fn read(typed: &str) -> Result<Self, Wrong> {
        let seen = as_seen(typed);
        let is_digit = |c: char| c.is_ascii_digit();
        let ends = seen.find(is_digit).zip(seen.rfind(is_digit));
        let (first, last) = ends.filter(|_| seen.len() <= LONGEST).ok_or(Wrong::NoNumber)?;
        let before = seen[..first].trim_end();
        if let Some(sign) = sign_inside(&seen[first..=last]) {
            let mark = if seen[first..=last].contains('.') { "," } else { "." };
            let decimal = seen[first..=last].replacen(sign, mark, 1);
            return Self::read(&format!("{before} {decimal} {sign} {}", &seen[last + 1..]));
        }
        if before.starts_with(LESS) || before.ends_with(LESS) {
            return Err(Wrong::BelowZero);
        }
        // `.5` and `$.50`, but not the full stop of `Rs.50` and `S/.50`.
        let is_short = |before: &str| before.ends_with(|c: char| c.is_alphabetic() || c == '/');
        let begins = before.ends_with(['.', ',']) && !is_short(before.trim_end_matches('.'));
        let start = if begins { before.len() - 1 } else { first };
        let after = &seen[last + 1..];
        let after = NO_CENTS.iter().find_map(|none| after.strip_prefix(none)).unwrap_or(after);
        let digits = &seen[start..=last];
        let plain = numeral::read(digits).map_err(Wrong::from)?;
        let (times, counted_in, rest) = multiplied(after);
        if let Some((one, other)) = two_scales(digits, &plain, after, times) {
            return Err(Wrong::Either(Hundredths(one).to_string(), Hundredths(other).to_string()));
        }
        let (before, after) = (seen[..start].trim().to_owned(), rest.trim_matches([' ', '.']).to_owned());
        Ok(Self { before, plain, times, counted_in, after })
    }

    /// To the hundredth, and no further.
    pub fn cents(&self) -> Result<Cents, Wrong> {
        let (whole, part) = self.plain.split_once('.').unwrap_or((&self.plain, ""));
        let part = part.trim_end_matches('0');
        let digits = format!("{whole}{part}");
        let decimals = u32::try_from(part.len()).map_err(|_| Wrong::TooFine)?;
        if decimals > 12 {
            return Err(Wrong::TooFine);
        }
        let value = digits.parse::<i128>().ok().and_then(|digits| digits.checked_mul(self.times.into()));
        let value = value.and_then(|value| value.checked_mul(100)).ok_or(Wrong::TooMuch)?;
        let unit = 10_i128.pow(decimals);
        match i64::try_from(value / unit) {
            _ if value % unit != 0 => Err(Wrong::TooFine),
            Ok(cents) if cents <= Cents::MOST * 100 => Ok(Cents(cents)),
            _ => Err(Wrong::TooMuch),
        }
    }
}

/// The sign or code that stands for the decimal mark, with the spaces around it: `12€50`.
fn sign_inside(digits: &str) -> Option<&str> {
    let from = digits.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')))?;
    let to = digits.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let sign = digits.get(from..to).filter(|_| digits.len() - to == 2)?;
    let is_sign = !sign.contains(|c: char| c.is_ascii_digit()) && is_currency(sign.trim());
    is_sign.then_some(sign)
}

/// The two values that a number may have where a word multiplies it: "mil" is a thousand to some and a million to others, and `1.250k`
/// is 1,250,000 or 1,250.
fn two_scales(digits: &str, plain: &str, after: &str, times: u64) -> Option<(f64, f64)> {
    let number: f64 = plain.parse().ok()?;
    if after.trim_start().to_lowercase().split(|c: char| !c.is_alphabetic()).next() == Some("mil") {
        return Some((number * 1e3, number * 1e6));
    }
    let decimal: f64 = digits.replace(',', ".").parse().ok()?;
    (times > 1 && number != decimal).then_some((number * times as f64, decimal * times as f64))
}
