use super::{
    amounts::{self, amount_at, cents},
    around::{self, Role},
    period::{self, Often},
    tokens::Token,
    units::Unit,
};
use crate::{
    claims::lists::{DAYS_IN_A_WEEK, Period, WEEKS_IN_A_MONTH},
    values::{Cents, ClosedList as _, Currency},
};
use std::ops::Range;

/// An amount of money in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Of a range the lower end, which is the easier to reach; of growth the upper. Never nothing.
    pub cents: Cents,
    /// None where the text names none, or one that we do not know.
    pub currency: Option<Currency>,
    /// Whether it is in a currency that we do not know.
    pub is_foreign: bool,
    /// None where the text does not say.
    pub period: Option<Period>,
    /// The days in which it comes in, where they are named with it.
    pub taken_days: Option<f64>,
    pub role: Role,
    /// The text's own words.
    pub words: String,
    /// The tokens it is made of.
    pub(super) tokens: Range<usize>,
    /// Those of the amount alone.
    pub(in crate::claims) amount: Range<usize>,
}

impl Sum {
    /// The sum in our words: "10,000 US dollars a month", and what was guessed; of others what they are in place of an
    /// income.
    pub fn meaning(&self) -> String {
        match self.role {
            Role::Price => return "a price, not an income".to_owned(),
            Role::Cost => return "a cost, not an income".to_owned(),
            Role::Loss => return "a loss, not an income".to_owned(),
            Role::Denied => return "said not to be earned".to_owned(),
            Role::Income => {}
        }
        let often = self.period.map_or("with no word on how often", Period::label);
        let Some(currency) = self.currency else {
            let guess = if self.is_foreign {
                "It is in a currency that we do not know, so it is left aside"
            } else {
                "It names no currency, so we took US dollars"
            };
            return format!("{} {often}. {guess}", self.cents);
        };
        let guess = if self.words.contains(['¥', '￥']) {
            ". We read the sign as yuan; choose yen if that is meant"
        } else {
            ""
        };
        format!("{} {often}{guess}", self.cents.of(currency))
    }

    /// Whether it can be what the text promises.
    pub fn is_income(&self) -> bool {
        self.role == Role::Income && !self.is_foreign
    }

    /// How much it is in a month, an hour taken forty times a week; only to find the largest.
    pub fn rough_month(&self) -> Option<f64> {
        let times = match self.period? {
            Period::Hour => 40.0 * WEEKS_IN_A_MONTH,
            Period::Day => DAYS_IN_A_WEEK * WEEKS_IN_A_MONTH,
            Period::Week => WEEKS_IN_A_MONTH,
            Period::Month | Period::Project | Period::Once => 1.0,
            Period::Year => 1.0 / 12.0,
        };
        Some(self.cents.0 as f64 * times)
    }
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

fn sum_at(text: &str, tokens: &[Token], at: usize) -> Option<Sum> {
    let amount = amount_at(text, tokens, at)?;
    let often = period::around(tokens, &amount);
    let role = around::role(tokens, &amount.tokens, often.is_some());
    let cents = cents(amount.value).filter(|cents| cents.0 > 0)?;
    if !is_money(tokens, &amount, often.as_ref()) {
        return None;
    }
    let all = often.as_ref().map_or(amount.tokens.clone(), |often| often.span(&amount.tokens));
    let words = text.get(tokens[all.start].start..tokens[all.end - 1].end)?;
    Some(Sum {
        cents,
        currency: amount.unit.and_then(Unit::currency),
        is_foreign: amount.unit == Some(Unit::Foreign),
        period: often.as_ref().map(|often| often.period),
        taken_days: often.as_ref().and_then(|often| often.taken_days),
        role,
        words: words.to_owned(),
        tokens: amount.tokens.start..all.end.max(amount.tokens.end),
        amount: amount.tokens,
    })
}

/// Whether a number is money: by its currency, or by how often it comes in and a word of earning.
fn is_money(tokens: &[Token], amount: &amounts::Amount, often: Option<&Often>) -> bool {
    let is_close = often.is_some_and(Often::is_close);
    let is_earned = || around::is_earned(tokens, &amount.tokens, often.is_some());
    let is_clock = || around::is_clock(tokens, amount.tokens.end);
    amount.unit.is_some()
        || amount.is_money
        || amount.is_scaled && (is_close || is_earned())
        || is_close && is_earned() && !is_clock()
}
