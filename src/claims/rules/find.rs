use super::{
    Flag, RULES, Rule, absent,
    answered::{self, SOON_DAYS},
    phrase::Searched,
};
use crate::claims::{
    fields::Fields,
    lists::Period,
    reading::{Reading, Role, Sum},
    words::WORDS,
};

/// A rule that a claim meets, with what made it so.
#[derive(Debug, Clone)]
pub struct Hit {
    pub rule: &'static Rule,
    pub by: By,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// These very words of the text.
    Words(String),
    /// An answer of the form, or something left out, in our words.
    Answer(String),
}

impl Hit {
    pub fn quote(&self) -> Option<&str> {
        match &self.by {
            By::Words(words) => Some(words),
            By::Answer(_) => None,
        }
    }

    pub fn answer(&self) -> Option<&str> {
        match &self.by {
            By::Words(_) => None,
            By::Answer(answer) => Some(answer),
        }
    }
}

/// Every rule that the claim meets, in the rules' order. `text` is the one that was pasted, if any.
pub fn find(fields: &Fields, text: Option<&Searched<'_>>, reading: &Reading) -> Vec<Hit> {
    let hit = |rule: &'static Rule| Some(Hit { rule, by: raised(rule, fields, text, reading)? });
    RULES.iter().filter_map(hit).collect()
}

fn raised(rule: &Rule, fields: &Fields, text: Option<&Searched<'_>>, reading: &Reading) -> Option<By> {
    if let Some(decided) = answered::decides(rule.flag, fields) {
        return decided.map(By::Answer);
    }
    if let Some(left_out) = absent::said(rule.flag, fields, text, reading) {
        return Some(By::Answer(left_out));
    }
    let text = text?;
    let said = match rule.flag {
        Flag::DaysNotMonths => soon(reading),
        Flag::GrossAsProfit if text.means_any(&WORDS.after_costs.words) => return None,
        _ => None,
    };
    let said = said.or_else(|| phrase(rule, text));
    let said =
        said.or_else(|| (rule.flag == Flag::UpfrontFee).then(|| price(fields, text, reading)).flatten());
    said.map(|words| By::Words(words.to_owned()))
}

/// The first phrase that the text means, unless what keeps the rule down stands in the same sentence or the next.
fn phrase<'a>(rule: &Rule, text: &Searched<'a>) -> Option<&'a str> {
    let kept_down: Vec<usize> =
        rule.unless.iter().flat_map(|phrase| text.meant(phrase)).map(|found| found.sentence).collect();
    let is_free = |sentence: usize| !kept_down.iter().any(|kept| *kept == sentence || *kept == sentence + 1);
    let mut found = rule.phrases.iter().flat_map(|phrase| text.meant(phrase));
    found.find(|found| is_free(found.sentence)).map(|found| found.words)
}

fn soon(reading: &Reading) -> Option<&str> {
    reading.taken_days.as_ref().filter(|taken| taken.value <= SOON_DAYS).map(|taken| taken.words.as_str())
}

/// A price, where an income is promised too: to be paid once, or again and again for a thing that teaches.
fn price<'a>(fields: &Fields, text: &Searched<'_>, reading: &'a Reading) -> Option<&'a str> {
    let promises = fields.amount.is_some() || reading.promised().is_some();
    let is_asked = |sum: &&Sum| {
        let is_once = matches!(sum.period, None | Some(Period::Once));
        sum.role == Role::Price && (is_once || text.prices_something(sum))
    };
    reading.sums.iter().filter(|_| promises).find(is_asked).map(|sum| sum.words.as_str())
}
