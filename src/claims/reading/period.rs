//! How often a sum comes in, by the words before and after it.

use super::{
    amounts::Amount,
    length::{self, Length},
    numbers,
    tokens::{Kind, Token},
    units,
};
use crate::claims::lists::Period;
use std::ops::Range;

/// Words that may stand between a sum and its period: "$5k *profit online* every month".
const FILLER: usize = 5;

/// Of twice a month and every second week, which no list has: better no period than a wrong one.
const UNEVEN: &str = "bi semi twice thrice times biweekly bimonthly fortnight fortnightly";

/// How often, and which tokens say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Often {
    pub period: Period,
    pub taken_days: Option<f64>,
    tokens: Range<usize>,
    /// Words between it and the sum.
    between: usize,
}

impl Often {
    /// Whether it belongs to the number right beside it.
    pub fn is_close(&self) -> bool {
        self.between == 0
    }

    /// The tokens of the sum and of its period, with those between.
    pub fn span(&self, sum: &Range<usize>) -> Range<usize> {
        self.tokens.start.min(sum.start)..self.tokens.end.max(sum.end)
    }
}

pub fn around(tokens: &[Token], sum: &Amount) -> Option<Often> {
    let range = &sum.tokens;
    let behind = months_of(tokens, sum).or_else(|| on_the_next_line(tokens, range.end));
    let behind = behind.or_else(|| after(tokens, range.end));
    match behind {
        Some(ref often) if often.is_close() => behind,
        _ => before(tokens, range.start).or(behind),
    }
}

/// "$10k *months*", "a 5-figure *month*".
fn months_of(tokens: &[Token], sum: &Amount) -> Option<Often> {
    let at = sum.tokens.end;
    let unit = tokens.get(at).filter(|_| sum.unit.is_some() || sum.is_money);
    let period = unit.and_then(|unit| units::unit(&unit.word, false))?;
    let is_time = matches!(period, Period::Day | Period::Week | Period::Month | Period::Year);
    let often = Often { period, taken_days: None, tokens: at..at + 1, between: 0 };
    is_time.then_some(often)
}

/// "$10,000", and below it "Per month".
fn on_the_next_line(tokens: &[Token], at: usize) -> Option<Often> {
    let below = tokens.get(at).filter(|below| below.sentence != tokens[at - 1].sentence)?;
    let (period, taken_days, end) =
        says(tokens, at).filter(|_| matches!(below.word.as_str(), "per" | "/"))?;
    Some(Often { period, taken_days, tokens: at..end, between: 0 })
}

fn after(tokens: &[Token], from: usize) -> Option<Often> {
    let sentence = tokens.get(from.checked_sub(1)?)?.sentence;
    for at in from..(from + FILLER + 1).min(tokens.len()) {
        let token = &tokens[at];
        if token.sentence != sentence || token.kind == Kind::Number {
            return None;
        }
        if let Some((period, taken_days, end)) = says(tokens, at) {
            return Some(Often { period, taken_days, tokens: at..end, between: at - from });
        }
        let stops =
            matches!(token.word.as_str(), "," | "(" | ":" | "|" | "and" | "but" | "with" | "for" | "working");
        let is_uneven = UNEVEN.split(' ').any(|word| word == token.word);
        if is_uneven
            || stops && !(token.word == "with" && at == from)
            || units::currency(&token.word).is_some()
        {
            return None;
        }
    }
    None
}

/// A period that begins at this token, and where it ends.
fn says(tokens: &[Token], at: usize) -> Option<(Period, Option<f64>, usize)> {
    let word = tokens[at].word.as_str();
    let next = |step: usize| tokens.get(at + step).map_or("", |token| token.word.as_str());
    if let Some(period) = units::adverb(word) {
        return Some((period, None, at + 1));
    }
    if word == "p" && matches!(next(1), "." | "/") {
        let unit = if next(2) == "a" { "y" } else { next(2) };
        return units::unit(unit, true).map(|period| (period, None, at + 3));
    }
    if word == "/" {
        return units::unit_at(tokens, at + 1, true).map(|(period, length)| (period, None, at + 1 + length));
    }
    if matches!(word, "once" | "einmalig") || word == "one" && next(1) == "-" && next(2) == "time" {
        return Some((Period::Once, None, at + if word == "one" { 3 } else { 1 }));
    }
    if matches!(word, "in" | "within" | "after" | "last" | "this" | "next") {
        return within(tokens, at);
    }
    if word == "-" && matches!(next(1), "a" | "an" | "per") {
        return says(tokens, at + 1);
    }
    if units::leads_to_unit(word) {
        let joined = usize::from(next(1) == "-");
        let (period, length) = units::unit_at(tokens, at + 1 + joined, false)?;
        let end = 1 + joined + length;
        let work_time = period == Period::Hour && matches!(next(end), "a" | "per" | "of");
        return (!work_time).then_some((period, None, at + end));
    }
    None
}

/// "in a month", "in my first month", "last year", "in 2025"; "in 30 days" is once, with its time.
fn within(tokens: &[Token], at: usize) -> Option<(Period, Option<f64>, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if let Some(year) = tokens.get(at + 1).filter(|_| word(at) == "in").filter(|token| length::is_year(token))
    {
        return (tokens.get(at + 2).is_none_or(|next| units::unit(&next.word, false).is_none())
            && year.kind == Kind::Number)
            .then_some((Period::Year, None, at + 2));
    }
    if let Some(Length { days, count, unit, end, .. }) = length::length_at(tokens, at + 1) {
        let whole = count == 1.0 && matches!(unit, Period::Month | Period::Year);
        return Some(if whole { (unit, None, end) } else { (Period::Once, Some(days), end) });
    }
    let mut unit_at = at + 1;
    while matches!(
        word(unit_at),
        "my" | "the" | "your" | "his" | "her" | "first" | "last" | "past" | "best" | "very" | "a" | "single"
    ) {
        unit_at += 1;
    }
    let (period, length) = units::unit_at(tokens, unit_at, false)?;
    matches!(period, Period::Month | Period::Year | Period::Week | Period::Day).then_some((
        period,
        None,
        unit_at + length,
    ))
}

/// "my usual *month* is $90".
fn month_that(word: &str, next: &str) -> Option<Period> {
    let unit = units::unit(word, false).filter(|unit| matches!(unit, Period::Month | Period::Year));
    unit.filter(|_| matches!(next, "is" | "was" | "brings" | "brought"))
}

/// "a *monthly* income of $5,000", "*every month* I make $5,000", "*月*入10万".
fn before(tokens: &[Token], from: usize) -> Option<Often> {
    let sentence = tokens.get(from)?.sentence;
    for at in (from.saturating_sub(FILLER)..from).rev() {
        let token = &tokens[at];
        let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
        if token.sentence != sentence
            || token.kind == Kind::Number
            || matches!(token.word.as_str(), "," | "(" | "，" | "、")
        {
            return None;
        }
        // "月5万円", but not the day in "3月5万円".
        let alone = at + 1 == from && at.checked_sub(1).is_none_or(|at| tokens[at].kind != Kind::Number);
        let eastern = matches!(next, "入" | "收" | "薪" | "収" | "赚" | "給")
            || alone && matches!(token.word.as_str(), "月" | "월" | "週" | "周");
        let every = at > 0 && matches!(tokens[at - 1].word.as_str(), "each" | "every" | "per" | "每" | "毎");
        let unit =
            if eastern || every { units::unit(&token.word, false) } else { month_that(&token.word, next) };
        // "2 hours per day" is no period of a sum.
        let of_work = every
            && at > 1
            && (tokens[at - 2].word.starts_with("hour") || numbers::value(&tokens[at - 2].word).is_some());
        if let Some(period) = unit.filter(|_| !of_work).or_else(|| units::adverb(&token.word)) {
            let start = if every { at - 1 } else { at };
            return Some(Often { period, taken_days: None, tokens: start..at + 1, between: from - at - 1 });
        }
    }
    None
}
