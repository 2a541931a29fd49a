//! Amounts of money without what stands around them.

use super::{
    numbers,
    tokens::{Kind, Token},
    units::{self, Unit},
};
use crate::values::{Cents, Currency, amount::counted_in};
use std::ops::Range;

/// None where nobody could enter it.
pub fn cents(value: f64) -> Option<Cents> {
    let sensible = value.is_finite() && (0.0..=Cents::MOST as f64).contains(&value);
    sensible.then(|| Cents((value * 100.0).round() as i64))
}

pub struct Amount {
    pub value: f64,
    /// The first token and the one after the last.
    pub tokens: Range<usize>,
    pub unit: Option<Unit>,
    /// Whether its unit is only what people who count so mostly mean.
    is_guessed: bool,
    /// Whether it is written as only money is, such as "five figures".
    pub is_money: bool,
    /// Whether it counts in thousands or more.
    pub is_scaled: bool,
}

/// An amount, or of a range the end that counts.
pub fn amount_at(text: &str, tokens: &[Token], at: usize) -> Option<Amount> {
    if let Some(figures) = figures_at(tokens, at) {
        return Some(figures);
    }
    let amount = plain_amount_at(text, tokens, at)?;
    Some(upper_end(text, tokens, &amount).unwrap_or(amount))
}

/// "five figures", "6-figure": the least that has so many digits.
fn figures_at(tokens: &[Token], at: usize) -> Option<Amount> {
    let digits = numbers::word_value(&tokens[at].word).or_else(|| numbers::value(&tokens[at].word))?;
    let joined = usize::from(tokens.get(at + 1)?.word == "-");
    let figures = tokens.get(at + 1 + joined)?;
    let is_figures = matches!(figures.word.as_str(), "figure" | "figures") && (3.0..=9.0).contains(&digits);
    let tokens = at..at + 2 + joined;
    let value = 10_f64.powi(digits as i32 - 1);
    is_figures.then_some(Amount {
        value,
        tokens,
        unit: None,
        is_guessed: true,
        is_money: true,
        is_scaled: true,
    })
}

/// A number with its currency, and nothing of a range.
fn plain_amount_at(text: &str, tokens: &[Token], at: usize) -> Option<Amount> {
    let (before, start) = currency_before(text, tokens, at);
    let number = number_at(tokens, at)?;
    let plus = usize::from(tokens.get(number.end).is_some_and(|token| token.word == "+"));
    let place = number.end + plus;
    let after = tokens.get(place).and_then(|token| units::money(text, token));
    // "won" and "pounds" are no money behind a sign that is.
    let (unit, end) = match (before, after) {
        (Some(before), Some(after)) if before == after => (Some(before), place + 1),
        (Some(Unit::Known(Currency::Usd)), Some(after)) if tokens[place].word.len() == 3 => {
            (Some(after), place + 1)
        }
        (Some(before), _) => (Some(before), place),
        (None, Some(after)) => (Some(after), place + 1),
        (None, None) => (None, place),
    };
    let guess = tokens[at + 1..end].iter().find_map(|token| counted_in(&token.word)).map(Unit::Known);
    let of_dollars = tokens.get(end).is_some_and(|token| token.word == "美");
    let of_dollars =
        of_dollars && tokens.get(end + 1).is_some_and(|token| matches!(token.word.as_str(), "元" | "金"));
    let (unit, end) = if of_dollars { (Some(Unit::Known(Currency::Usd)), end + 2) } else { (unit, end) };
    Some(Amount {
        value: number.value,
        tokens: start..end,
        is_guessed: unit.is_none(),
        unit: unit.or(guess),
        is_money: false,
        is_scaled: number.is_scaled,
    })
}

/// The range that begins with this amount. It counts by its lower end, which is the easier to reach; but of growth
/// ("from $500 to $10k", "$0 to $10k") the upper end is what is claimed.
fn upper_end(text: &str, tokens: &[Token], lower: &Amount) -> Option<Amount> {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    let before = word(lower.tokens.start.checked_sub(1));
    let joins = match word(Some(lower.tokens.end)) {
        "-" | "–" | "—" | "to" | "bis" | "~" | "〜" | "→" => true,
        "and" => before == "between",
        _ => false,
    };
    let sign = lower.tokens.end + 1;
    let upper_at = (sign..sign + 3).find(|at| tokens.get(*at).is_some_and(|t| t.kind == Kind::Number))?;
    let upper =
        plain_amount_at(text, tokens, upper_at).filter(|upper| upper.tokens.start == sign && joins)?;
    // "Pay ranges from $20 to $90"
    let spans = matches!(
        word(lower.tokens.start.checked_sub(2)),
        "range" | "ranges" | "ranging" | "ranged" | "anywhere" | "vary" | "varies"
    );
    let grows = lower.value == 0.0 || before == "from" && !spans || word(Some(lower.tokens.end)) == "→";
    // "5-10k" means thousands on both sides.
    let scale = upper.value / numbers::value(&tokens[upper_at].word)?.max(f64::MIN_POSITIVE);
    let shared = upper.is_scaled && !lower.is_scaled && lower.value < upper.value / scale;
    let value = if grows { upper.value } else { lower.value * if shared { scale } else { 1.0 } };
    Some(Amount {
        value,
        tokens: lower.tokens.start..upper.tokens.end,
        unit: if grows || lower.is_guessed { upper.unit.or(lower.unit) } else { lower.unit.or(upper.unit) },
        is_guessed: lower.is_guessed && upper.is_guessed,
        is_money: false,
        is_scaled: lower.is_scaled || upper.is_scaled,
    })
}

/// The currency right before a number, and where it begins.
fn currency_before(text: &str, tokens: &[Token], at: usize) -> (Option<Unit>, usize) {
    let token = |back: usize| at.checked_sub(back).and_then(|place| tokens.get(place));
    // "Rs. 500"
    let dot = usize::from(token(1).is_some_and(|dot| dot.word == ".") && token(2).is_some_and(is_shortened));
    let Some(sign) = token(1 + dot).filter(|sign| sign.sentence == tokens[at].sentence) else {
        return (None, at);
    };
    let letters = token(2).filter(|letters| sign.word == "$" && letters.end == sign.start);
    match letters.and_then(|letters| units::dollar_of(text, letters)) {
        Some(dollar) => (Some(dollar), at - 2),
        None if sign.word == "won" => (None, at),
        None => match units::money(text, sign) {
            Some(unit) => (Some(unit), at - 1 - dot),
            None => (None, at),
        },
    }
}

fn is_shortened(token: &Token) -> bool {
    matches!(token.word.as_str(), "rs" | "rp")
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
    let (value, end) = if digits { (value, at + 1) } else { with_ones(tokens, at, value) };
    let mut number = Number { value, is_scaled: false, end };
    if token.word == "half" && article(at + 1) {
        number.end += 1;
    }
    while let Some(next) = tokens.get(number.end) {
        let glued = next.start == tokens[number.end - 1].end;
        let Some(times) = mil(tokens, at, number.end).or_else(|| numbers::multiplier(&next.word, glued))
        else {
            break;
        };
        number.value *= times;
        number.is_scaled |= times > 100.0;
        number.end += 1;
        if !digits && times == 100.0 {
            number.add_tens(tokens);
        }
    }
    // Words count only with a multiplier or a currency: "ten thousand", "fifty dollars", never "a day".
    let is_money = || tokens.get(number.end).is_some_and(|next| units::currency(&next.word).is_some());
    (digits || number.is_scaled || number.value >= 10.0 && is_money()).then_some(number)
}

/// "twenty-five", "twenty five": what two words come to, and the token after them.
fn with_ones(tokens: &[Token], at: usize, tens: f64) -> (f64, usize) {
    let joined = usize::from(tokens.get(at + 1).is_some_and(|token| token.word == "-"));
    let ones = tokens.get(at + 1 + joined).filter(|token| token.word != "a" && token.word != "an");
    match ones.and_then(|token| numbers::word_value(&token.word)) {
        Some(ones) if (20.0..100.0).contains(&tens) && (1.0..10.0).contains(&ones) => {
            (tens + ones, at + 2 + joined)
        }
        _ => (tens, at + 1),
    }
}

impl Number {
    /// "one hundred *and fifty*"
    fn add_tens(&mut self, tokens: &[Token]) {
        let at = self.end + usize::from(tokens.get(self.end).is_some_and(|token| token.word == "and"));
        let is_article = |token: &&Token| matches!(token.word.as_str(), "a" | "an" | "half" | "couple");
        let tens = tokens.get(at).filter(|token| !is_article(token));
        if let Some(tens) = tens.and_then(|token| numbers::word_value(&token.word)) {
            let (tens, end) = with_ones(tokens, at, tens);
            (self.value, self.end) = (self.value + tens, end);
        }
    }
}

/// "$2 mil" is two million, where "2 mil euros" and "R$ 2 mil" are two thousand.
fn mil(tokens: &[Token], number: usize, at: usize) -> Option<f64> {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    let dollars = matches!(word(number.checked_sub(1)), "$" | "£") && word(number.checked_sub(2)) != "r"
        || matches!(word(Some(at + 1)), "dollars" | "bucks" | "quid");
    (word(Some(at)) == "mil" && dollars).then_some(1_000_000.0)
}
