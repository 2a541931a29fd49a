//! Hours of work a week, and how soon the promise is to come true.

use super::{
    Quoted, Sum,
    length::{count, length_at},
    tokens::Token,
    units,
};
use crate::claims::{
    lists::{DAYS_IN_A_WEEK, HOURS_IN_A_WEEK, Period, WEEKS_IN_A_MONTH},
    words::WORDS,
};
use std::collections::HashSet;

/// How soon the promise is to come true, the soonest that is named: "in 3 days", "within two weeks", "overnight". Only
/// in sentences that name an income or speak of one; hours of work, and places that `is_how_often` knows, are left aside.
pub fn taken_days(
    text: &str,
    tokens: &[Token],
    sums: &[Sum],
    is_how_often: impl Fn(usize) -> bool,
) -> Option<Quoted<f64>> {
    let sentences = |has: &dyn Fn(&Token) -> bool| -> HashSet<usize> {
        tokens.iter().filter(|token| has(token)).map(|token| token.sentence).collect()
    };
    let terms = sentences(&|token| WORDS.terms.has(&token.word));
    let mut promises = sentences(&|token| WORDS.promising.has(&token.word));
    promises.extend(sums.iter().filter(|sum| sum.is_income()).map(|sum| tokens[sum.amount.start].sentence));
    let places = (0..tokens.len()).filter(|at| {
        let sentence = tokens[*at].sentence;
        promises.contains(&sentence) && !terms.contains(&sentence) && !is_how_often(*at)
    });
    let found = places.filter_map(|at| {
        let (days, start, end) = soon_at(tokens, at)?;
        Some(Quoted { value: days, words: text[tokens[start].start..tokens[end - 1].end].to_owned() })
    });
    found.min_by(|one, other| one.value.total_cmp(&other.value))
}

/// Days, and the tokens from first to after the last.
fn soon_at(tokens: &[Token], at: usize) -> Option<(f64, usize, usize)> {
    match tokens[at].word.as_str() {
        "overnight" => {
            let denied = at > 0 && matches!(tokens[at - 1].word.as_str(), "not" | "no" | "n't" | "never");
            (!denied).then_some((1.0, at, at + 1))
        }
        "in" | "within" | "after" => {
            let length = length_at(tokens, at + 1)?;
            let is_work = work_at(tokens, length.start).is_some();
            (!is_work).then_some((length.days, at, length.end))
        }
        "天" | "日" => {
            let next = tokens.get(at + 1)?.word.as_str();
            let number = at.checked_sub(1).filter(|_| matches!(next, "学" | "内" | "赚" | "就"))?;
            Some((count(&tokens[number])?, number, at + 1))
        }
        _ => None,
    }
}

/// "2 hours a day", "10h/week", "an hour a day", "half an hour a day", "4-hour workweek", "每天2小时". A range counts by its
/// upper end. Never more than a week has.
pub fn hours_a_week(text: &str, tokens: &[Token]) -> Option<Quoted<f64>> {
    (0..tokens.len()).find_map(|at| {
        let (value, start, end) =
            work_at(tokens, at).filter(|(_, start, _)| !is_of_others(tokens, *start))?;
        Some(Quoted { value, words: text[tokens[start].start..tokens[end - 1].end].to_owned() })
    })
}

/// Hours that nobody works for it: those that are left behind or saved.
fn is_of_others(tokens: &[Token], start: usize) -> bool {
    let word = |at: usize| tokens[at].word.as_str();
    (start.saturating_sub(3)..start).filter(|at| tokens[*at].sentence == tokens[start].sentence).any(|at| {
        matches!(word(at), "forget" | "save" | "saves" | "saving" | "saved" | "instead")
            || word(at) == "used" && word(at + 1) == "to"
    })
}

/// Hours of work a week that are named from this token on, and the tokens from first to after the last.
fn work_at(tokens: &[Token], at: usize) -> Option<(f64, usize, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let amount = count(tokens.get(at)?)?;
    let joined = usize::from(matches!(word(at + 1), "-" | "an" | "of"));
    let (hours, unit_end) = work_unit(tokens, at + 1 + joined, amount)?;
    // "an hour and a half", "an hour or two"
    let more = tokens.get(unit_end + 1).and_then(count).unwrap_or(0.0);
    let (hours, unit_end) = match (word(unit_end), word(unit_end + 1), word(unit_end + 2)) {
        ("and", "a", "half") => (hours + 0.5, unit_end + 3),
        ("or", ..) if more > amount => (hours / amount * more, unit_end + 2),
        _ => (hours, unit_end),
    };
    let (period, start, end) = per(tokens, at, unit_end)?;
    let (days, end) = match period {
        Period::Day => days_a_week(tokens, end).unwrap_or((DAYS_IN_A_WEEK, end)),
        _ => (DAYS_IN_A_WEEK, end),
    };
    let times = match period {
        Period::Day => days,
        Period::Week => 1.0,
        Period::Month => 1.0 / WEEKS_IN_A_MONTH,
        _ => return None,
    };
    let week = hours * times;
    // A day of 24 hours is an opening time.
    (week > 0.0 && week < HOURS_IN_A_WEEK).then_some((week, start, end))
}

/// "8 hours a day*, 5 days a week*": the days, and the token after them.
fn days_a_week(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let at = at + usize::from(matches!(word(at), "," | "for"));
    let days = count(tokens.get(at)?).filter(|days| (1.0..=DAYS_IN_A_WEEK).contains(days))?;
    let says = matches!(word(at + 1), "day" | "days") && matches!(word(at + 2), "a" | "per" | "/" | "each");
    (says && word(at + 3) == "week").then_some((days, at + 4))
}

/// Hours, and the token after the unit.
fn work_unit(tokens: &[Token], at: usize, amount: f64) -> Option<(f64, usize)> {
    let word = tokens.get(at)?.word.as_str();
    let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
    match (word, next) {
        ("minute" | "minutes" | "min" | "mins" | "minuten", _) => Some((amount / 60.0, at + 1)),
        ("分", "钟" | "鐘") => Some((amount / 60.0, at + 2)),
        ("小", "时" | "時") | ("時", "間") => Some((amount, at + 2)),
        ("hour" | "hours" | "hr" | "hrs" | "h" | "stunde" | "stunden" | "heures" | "horas", _) => {
            Some((amount, at + 1))
        }
        _ => None,
    }
}

/// The period that the hours are for, and the tokens from first to after the last.
fn per(tokens: &[Token], start: usize, unit_end: usize) -> Option<(Period, usize, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let mut at = unit_end;
    while matches!(word(at), "of" | "work" | "your" | "time" | "spare") {
        at += 1;
    }
    if matches!(word(at), "workweek" | "week") {
        return Some((Period::Week, start, at + 1));
    }
    if let Some(period) = units::adverb(word(at)) {
        return Some((period, start, at + 1));
    }
    let stroke = word(at) == "/";
    if stroke || units::leads_to_unit(word(at)) {
        let (period, length) = units::unit_at(tokens, at + 1, stroke)?;
        return Some((period, start, at + 1 + length));
    }
    // 每天2小时
    let before = start.checked_sub(2).filter(|before| matches!(word(*before), "每" | "毎"))?;
    Some((units::unit(word(before + 1), false)?, before, unit_end))
}
