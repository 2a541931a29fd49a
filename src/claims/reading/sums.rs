use super::{
    around::{self, Nearby},
    numbers,
    period::{self, Often},
    tokens::{Kind, Token, tokens},
    units,
};
use crate::{
    claims::lists::{DAYS_IN_A_MONTH, Period, WEEKS_IN_A_MONTH},
    values::{Cents, ClosedList as _, Currency},
};
use std::ops::Range;

/// An amount of money in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Of a range the lower end, which is the easier to reach.
    pub cents: Cents,
    /// None where the text names none.
    pub currency: Option<Currency>,
    /// None where the text does not say.
    pub period: Option<Period>,
    /// The days in which it comes in, where they are named with it.
    pub taken_days: Option<f64>,
    /// Whether it is to be paid rather than earned.
    pub is_price: bool,
    /// The text's own words.
    pub words: String,
    /// The tokens it is made of.
    pub(super) tokens: Range<usize>,
}

impl Sum {
    /// The sum in our words: "10,000 US dollars a month", and what was guessed.
    pub fn meaning(&self) -> String {
        let often = self.period.map_or("with no word on how often", Period::label);
        let Some(currency) = self.currency else {
            return format!("{} {often}. It names no currency, so we took US dollars", self.cents);
        };
        let guess = if self.words.contains(['¥', '￥']) {
            ". We read the sign as yuan; choose yen if that is meant"
        } else {
            ""
        };
        format!("{} {often}{guess}", self.cents.in_currency(currency))
    }

    /// How much it is in a month, an hour taken forty times a week; only to find the largest.
    pub fn rough_month(&self) -> Option<f64> {
        let times = match self.period? {
            Period::Hour => 40.0 * WEEKS_IN_A_MONTH,
            Period::Day => DAYS_IN_A_MONTH,
            Period::Week => WEEKS_IN_A_MONTH,
            Period::Month | Period::Project | Period::Once => 1.0,
            Period::Year => 1.0 / 12.0,
        };
        Some(self.cents.0 as f64 * times)
    }
}

/// The amount that a field holds and nothing else: `5,000`, `$10k`, `1.200,50`, `10万`.
pub fn number_alone(text: &str) -> Option<Cents> {
    let tokens = tokens(text);
    let first = tokens.iter().position(|token| token.kind == Kind::Number)?;
    let number = number_at(&tokens, first)?;
    let is_sign = |token: &Token| units::currency(&token.word).is_some();
    let rest = tokens[..first].iter().chain(&tokens[number.end..]);
    rest.clone().all(is_sign).then(|| cents(number.value)).flatten()
}

/// Every sum of the text.
pub fn sums(text: &str, tokens: &[Token]) -> Vec<Sum> {
    let mut found: Vec<Sum> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match sum_at(text, tokens, at) {
            Some(sum) => {
                at = sum.tokens.end;
                found.push(sum);
            }
            None => at += 1,
        }
    }
    found
}

/// An amount without what stands around it.
struct Amount {
    value: f64,
    /// The first token and the one after the last.
    tokens: Range<usize>,
    currency: Option<Currency>,
    /// Whether it is written as only money is, such as "five figures".
    is_money: bool,
    /// Whether it counts in thousands or more.
    is_scaled: bool,
}

fn sum_at(text: &str, tokens: &[Token], at: usize) -> Option<Sum> {
    let amount = figures_at(tokens, at).or_else(|| amount_at(tokens, at))?;
    let often = period::around(tokens, &amount.tokens);
    let near = around::nearby(tokens, &amount.tokens, often.is_some());
    let counts = amount.currency.is_some()
        || amount.is_money
        || amount.is_scaled && (often.as_ref().is_some_and(Often::is_close) || near == Nearby::Earning)
        || often.as_ref().is_some_and(Often::is_close) && near == Nearby::Earning;
    let all = often.as_ref().map_or(amount.tokens.clone(), |often| often.span(&amount.tokens));
    let words = text.get(tokens[all.start].start..tokens[all.end - 1].end)?;
    counts.then_some(Sum {
        cents: cents(amount.value)?,
        currency: amount.currency,
        period: often.as_ref().map(|often| often.period),
        taken_days: often.as_ref().and_then(|often| often.taken_days),
        is_price: near == Nearby::Paying,
        words: words.to_owned(),
        tokens: amount.tokens.start..all.end.max(amount.tokens.end),
    })
}

/// "five figures", "6-figure": the least that has so many digits.
fn figures_at(tokens: &[Token], at: usize) -> Option<Amount> {
    let digits = numbers::word_value(&tokens[at].word).or_else(|| numbers::value(&tokens[at].word))?;
    let joined = usize::from(tokens.get(at + 1)?.word == "-");
    let figures = tokens.get(at + 1 + joined)?;
    let is_figures = matches!(figures.word.as_str(), "figure" | "figures") && (3.0..=9.0).contains(&digits);
    let end = at + 2 + joined;
    is_figures.then(|| Amount {
        value: 10_f64.powi(digits as i32 - 1),
        tokens: at..end,
        currency: None,
        is_money: true,
        is_scaled: true,
    })
}

fn amount_at(tokens: &[Token], at: usize) -> Option<Amount> {
    let (before, start) = currency_before(tokens, at);
    let mut number = number_at(tokens, at)?;
    let mut end = number.end;
    if let Some((upper, scaled, after)) = range_to(tokens, end) {
        // "5-10k" means thousands on both sides.
        if !number.is_scaled && scaled > 1.0 && number.value < upper / scaled {
            number.value *= scaled;
        }
        number.is_scaled |= scaled > 1.0;
        end = after;
    }
    let plus = usize::from(tokens.get(end).is_some_and(|token| token.word == "+"));
    let after =
        tokens.get(end + plus).and_then(|token| Some((units::currency(&token.word)?, end + plus + 1)));
    // "won" and "pounds" are no money behind a sign that is.
    let (currency, end) = match (before, after) {
        (Some(before), Some((after, past))) if before == after => (Some(before), past),
        (Some(before), _) => (Some(before), end + plus),
        (None, Some((after, past))) => (Some(after), past),
        (None, None) => (None, end + plus),
    };
    let eastern = tokens[at + 1..end].iter().any(|token| matches!(token.word.as_str(), "万" | "萬"));
    let currency = currency.or(eastern.then_some(Currency::Cny));
    Some(Amount {
        value: number.value,
        tokens: start..end,
        currency,
        is_money: false,
        is_scaled: number.is_scaled,
    })
}

/// The currency right before a number, and where it begins.
fn currency_before(tokens: &[Token], at: usize) -> (Option<Currency>, usize) {
    let Some(sign) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return (None, at) };
    if sign.sentence != tokens[at].sentence && sign.word != "." {
        return (None, at);
    }
    let letters = at.checked_sub(2).and_then(|before| tokens.get(before));
    let dollar = letters.filter(|letters| sign.word == "$" && letters.end == sign.start);
    match dollar.and_then(|letters| units::dollar_of(&letters.word)) {
        Some(currency) => (Some(currency), at - 2),
        None if sign.word == "won" => (None, at),
        None => match units::currency(&sign.word) {
            Some(currency) => (Some(currency), at - 1),
            None => (None, at),
        },
    }
}

struct Number {
    value: f64,
    is_scaled: bool,
    end: usize,
}

/// Digits, or a word such as "ten", with what multiplies them.
fn number_at(tokens: &[Token], at: usize) -> Option<Number> {
    let token = &tokens[at];
    let digits = token.kind == Kind::Number;
    let value = if digits { numbers::value(&token.word)? } else { numbers::word_value(&token.word)? };
    let article = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.word.as_str(), "a" | "of"));
    let mut number = Number { value, is_scaled: false, end: at + 1 };
    if token.word == "half" && article(at + 1) {
        number.end += 1;
    }
    while let Some(next) = tokens.get(number.end) {
        let glued = next.start == tokens[number.end - 1].end;
        let Some(times) = numbers::multiplier(&next.word, glued) else { break };
        number.value *= times;
        number.is_scaled |= times > 100.0;
        number.end += 1;
    }
    // Words count only with a multiplier: "ten thousand", never "a day".
    (digits || number.is_scaled).then_some(number)
}

/// The upper end of a range: its value, what it was multiplied by, and where it ends.
fn range_to(tokens: &[Token], at: usize) -> Option<(f64, f64, usize)> {
    let joins = matches!(tokens.get(at)?.word.as_str(), "-" | "–" | "—" | "to" | "bis" | "~" | "〜");
    let signs = usize::from(tokens.get(at + 1).is_some_and(|token| units::currency(&token.word).is_some()));
    let upper_at = at + 1 + signs;
    let upper = tokens.get(upper_at).filter(|token| joins && token.kind == Kind::Number)?;
    let plain = numbers::value(&upper.word)?;
    let number = number_at(tokens, upper_at)?;
    Some((number.value, if plain > 0.0 { number.value / plain } else { 1.0 }, number.end))
}

fn cents(value: f64) -> Option<Cents> {
    let sensible = value.is_finite() && (0.0..=Cents::MOST as f64).contains(&value);
    sensible.then(|| Cents((value * 100.0).round() as i64))
}
