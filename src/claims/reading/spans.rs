//! Hours of work and stretches of time.

use super::{
    Said, numbers,
    tokens::{Kind, Token},
    units,
};
use crate::claims::lists::{DAYS_IN_A_MONTH, Period, WEEKS_IN_A_MONTH};

/// So many days, weeks, months or years.
#[derive(Debug)]
pub struct Length {
    pub days: f64,
    pub count: f64,
    pub unit: Period,
    /// The token after it.
    pub end: usize,
}

/// "3 days", "just two weeks", "24 hours", "the next 30 days".
pub fn length_at(tokens: &[Token], at: usize) -> Option<Length> {
    let skip = |word: &str| {
        matches!(
            word,
            "just"
                | "only"
                | "about"
                | "under"
                | "less"
                | "than"
                | "the"
                | "next"
                | "first"
                | "last"
                | "your"
                | "my"
                | "as"
                | "little"
        )
    };
    let at = (at..tokens.len()).find(|at| !skip(&tokens[*at].word))?;
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
    Some(Length { days, count, unit, end: at + 1 + joined + length })
}

fn count(token: &Token) -> Option<f64> {
    match token.kind {
        Kind::Number => numbers::value(&token.word),
        _ => numbers::word_value(&token.word),
    }
}

pub fn is_year(token: &Token) -> bool {
    token.kind == Kind::Number
        && token.word.len() == 4
        && (token.word.starts_with("19") || token.word.starts_with("20"))
}

/// Words of a sentence in which a time is a seller's term and no promise.
const TERMS: [&str; 20] = [
    "refund",
    "refunds",
    "refunded",
    "money-back",
    "return",
    "returns",
    "trial",
    "cancel",
    "ship",
    "ships",
    "shipping",
    "delivery",
    "deliver",
    "delivered",
    "expires",
    "ends",
    "left",
    "payout",
    "payouts",
    "invoice",
];

/// How soon the promise is to come true, the soonest that is named: "in 3 days", "within two weeks", "overnight". Places
/// that `is_how_often` knows are left aside.
pub fn taken_days(text: &str, tokens: &[Token], is_how_often: impl Fn(usize) -> bool) -> Option<Said<f64>> {
    let is_terms = |sentence: usize| {
        tokens.iter().any(|token| token.sentence == sentence && TERMS.contains(&token.word.as_str()))
    };
    let places = (0..tokens.len()).filter(|at| !is_how_often(*at) && !is_terms(tokens[*at].sentence));
    let found = places.filter_map(|at| {
        let (days, start, end) = soon_at(tokens, at)?;
        Some(Said { value: days, words: text[tokens[start].start..tokens[end - 1].end].to_owned() })
    });
    found.min_by(|one, other| one.value.total_cmp(&other.value))
}

/// Days, and the tokens from first to after the last.
fn soon_at(tokens: &[Token], at: usize) -> Option<(f64, usize, usize)> {
    match tokens[at].word.as_str() {
        "overnight" => Some((1.0, at, at + 1)),
        "in" | "within" | "after" => length_at(tokens, at + 1).map(|length| (length.days, at, length.end)),
        "天" | "日" => {
            let next = tokens.get(at + 1)?.word.as_str();
            let number = at.checked_sub(1).filter(|_| matches!(next, "学" | "内" | "赚" | "就"))?;
            Some((count(&tokens[number])?, number, at + 1))
        }
        _ => None,
    }
}

/// "2 hours a day", "10h/week", "an hour a day", "30 minutes a day", "4-hour workweek", "每天2小时". A range counts by its
/// upper end.
pub fn hours_a_week(text: &str, tokens: &[Token]) -> Option<Said<f64>> {
    (0..tokens.len()).find_map(|at| {
        let amount = count(&tokens[at])?;
        let joined = usize::from(tokens.get(at + 1)?.word == "-");
        let (hours, unit_end) = work_unit(tokens, at + 1 + joined, amount)?;
        let (times, start, end) = per_week(tokens, at, unit_end)?;
        let words = text[tokens[start].start..tokens[end - 1].end].to_owned();
        (hours > 0.0).then_some(Said { value: hours * times, words })
    })
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

/// How often a week, and the tokens from first to after the last.
fn per_week(tokens: &[Token], start: usize, unit_end: usize) -> Option<(f64, usize, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let mut at = unit_end;
    while matches!(word(at), "of" | "work" | "your" | "time" | "spare") {
        at += 1;
    }
    if matches!(word(at), "workweek" | "week") {
        return Some((1.0, start, at + 1));
    }
    if let Some(times) = units::adverb(word(at)).and_then(times_a_week) {
        return Some((times, start, at + 1));
    }
    let stroke = word(at) == "/";
    if stroke || units::leads_to_unit(word(at)) {
        let (unit, length) = units::unit_at(tokens, at + 1, stroke)?;
        return Some((times_a_week(unit)?, start, at + 1 + length));
    }
    // 每天2小时
    let before = start.checked_sub(2).filter(|before| word(*before) == "每")?;
    let unit = units::unit(word(before + 1), false)?;
    Some((times_a_week(unit)?, before, unit_end))
}

fn times_a_week(unit: Period) -> Option<f64> {
    match unit {
        Period::Day => Some(7.0),
        Period::Week => Some(1.0),
        Period::Month => Some(1.0 / WEEKS_IN_A_MONTH),
        _ => None,
    }
}
