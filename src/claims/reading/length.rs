//! Stretches of time, such as "3 days".

use super::{
    numbers,
    tokens::{Kind, Token},
    units,
};
use crate::claims::lists::{DAYS_IN_A_MONTH, Period};

/// So many days, weeks, months or years.
#[derive(Debug)]
pub struct Length {
    pub days: f64,
    pub count: f64,
    pub unit: Period,
    /// The token of its number.
    pub start: usize,
    /// The token after it.
    pub end: usize,
}

/// Words that may stand before its number.
const BEFORE: &str = "just only about under less than the next first last your my as little";

/// The length named from this token on: "3 days", "just two weeks", "24 hours", "the next 30 days".
pub fn length_at(tokens: &[Token], at: usize) -> Option<Length> {
    let at = (at..tokens.len()).find(|at| !BEFORE.split(' ').any(|word| word == tokens[*at].word))?;
    let count = count(&tokens[at])?;
    let joined = usize::from(tokens.get(at + 1)?.word == "-");
    let (unit, length) = units::unit_at(tokens, at + 1 + joined, false)?;
    let days = match unit {
        Period::Hour => count / 24.0,
        Period::Day => count,
        Period::Week => count * 7.0,
        Period::Month => count * DAYS_IN_A_MONTH,
        Period::Year => count * 365.0,
        Period::Project | Period::Once => return None,
    };
    days.is_finite().then_some(Length { days, count, unit, start: at, end: at + 1 + joined + length })
}

/// The number that a token says, in figures or as a word.
pub fn count(token: &Token) -> Option<f64> {
    match token.kind {
        Kind::Number => numbers::value(&token.word),
        _ => numbers::word_value(&token.word),
    }
}

/// Whether it is a year of this century or the last.
pub fn is_year(token: &Token) -> bool {
    token.kind == Kind::Number
        && token.word.len() == 4
        && (token.word.starts_with("19") || token.word.starts_with("20"))
}
