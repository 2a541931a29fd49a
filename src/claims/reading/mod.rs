//! What a text says in numbers: sums with how often they come in, hours of work, stretches of time and percentages.

mod around;
mod numbers;
mod period;
mod spans;
mod sums;
pub mod tokens;
mod units;

pub use sums::{Sum, number_alone};

use super::lists::Period;
use tokens::{Kind, Token};

/// A value with the words that say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said<T> {
    pub value: T,
    pub words: String,
}

/// Everything that was read from one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text.
    pub sums: Vec<Sum>,
    pub hours_a_week: Option<Said<f64>>,
    /// Days until the promise comes true; the shortest that is named.
    pub taken_days: Option<Said<f64>>,
    /// As written: `80%`.
    pub percents: Vec<String>,
}

impl Reading {
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let sums = sums::sums(text, tokens);
        let in_a_sum = |at: usize| sums.iter().any(|sum| sum.tokens.contains(&at));
        // "$5,000 in one month" says how often, and "$5,000 in 30 days" how soon.
        let is_how_often =
            |at: usize| sums.iter().any(|sum| sum.period != Some(Period::Once) && sum.tokens.contains(&at));
        Self {
            hours_a_week: spans::hours_a_week(text, tokens),
            taken_days: spans::taken_days(text, tokens, is_how_often),
            percents: percents(text, tokens, in_a_sum),
            sums,
        }
    }

    /// The sum that is promised: of those that are no price the one that comes to most in a month, else the first.
    pub fn promised(&self) -> Option<&Sum> {
        let earned = || self.sums.iter().filter(|sum| !sum.is_price);
        let mut best: Option<(&Sum, f64)> = None;
        for sum in earned() {
            let Some(month) = sum.rough_month() else { continue };
            if best.is_none_or(|(_, most)| month > most) {
                best = Some((sum, month));
            }
        }
        best.map(|(sum, _)| sum).or_else(|| earned().next())
    }
}

fn percents(text: &str, tokens: &[Token], in_a_sum: impl Fn(usize) -> bool) -> Vec<String> {
    let is_percent = |token: &Token| matches!(token.word.as_str(), "%" | "percent" | "prozent");
    tokens
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| pair[0].kind == Kind::Number && is_percent(&pair[1]) && !in_a_sum(*at))
        .map(|(_, pair)| text[pair[0].start..pair[1].end].to_owned())
        .collect()
}
