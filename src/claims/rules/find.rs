use super::{RULES, Rule, absent, answered, phrase::Searched};
use crate::claims::{fields::Fields, reading::Reading, reading::tokens::Token};

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

/// Every rule that the claim meets, in the rules' order. `has_hours` says whether hours are known from anywhere.
pub fn find(fields: &Fields, tokens: &[Token], reading: &Reading, has_hours: bool) -> Vec<Hit> {
    let text = fields.text.as_deref().map(|text| Searched::new(text, tokens));
    let hit = |rule: &'static Rule| {
        Some(Hit { rule, by: raised(rule, fields, text.as_ref(), reading, has_hours)? })
    };
    RULES.iter().filter_map(hit).collect()
}

fn raised(
    rule: &Rule,
    fields: &Fields,
    text: Option<&Searched<'_>>,
    reading: &Reading,
    has_hours: bool,
) -> Option<By> {
    if let Some(decided) = answered::decides(rule.flag, fields) {
        return decided.map(By::Answer);
    }
    if let Some(left_out) = absent::said(rule.flag, text, rule.unless, has_hours) {
        return Some(By::Answer(left_out));
    }
    if let Some(soon) = soon(rule, reading) {
        return Some(By::Words(soon));
    }
    let text = text.filter(|text| !rule.unless.iter().any(|phrase| text.has(phrase)))?;
    rule.phrases.iter().find_map(|phrase| text.first(phrase)).map(|words| By::Words(words.to_owned()))
}

fn soon(rule: &Rule, reading: &Reading) -> Option<String> {
    let taken = reading.taken_days.as_ref().filter(|_| rule.flag == super::Flag::DaysNotMonths)?;
    (taken.value <= answered::SOON).then(|| taken.words.clone())
}
