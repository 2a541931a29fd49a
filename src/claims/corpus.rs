//! Claims written by hand, with what has to be read in them and which rules they have to meet.

use super::{
    fields::Fields,
    reading::{Reading, tokens::tokens},
    rules,
};
use crate::values::ClosedList as _;
use serde::Deserialize;

const CORPUS: &str = include_str!("corpus.toml");

#[derive(Deserialize)]
struct Corpus {
    claim: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    text: String,
    /// Amount, currency and period of what is promised, with `?` for what is not said; empty where no sum is.
    sum: String,
    #[serde(default)]
    prices: Vec<String>,
    /// A week.
    hours: Option<f64>,
    /// Until it pays.
    days: Option<f64>,
    flags: Vec<String>,
}

/// What was found, as the file writes what is expected.
fn found(text: &str) -> Written {
    let tokens = tokens(text);
    let reading = Reading::of(text, &tokens);
    let fields = Fields { text: Some(text.to_owned()), ..Fields::default() };
    let hits = rules::find(&fields, &tokens, &reading, reading.hours_a_week.is_some());
    let sum = reading.promised().map(|sum| {
        let word = |word: Option<&'static str>| word.unwrap_or("?");
        let amount = sum.cents.to_string().replace(',', "");
        format!("{amount} {} {}", word(sum.currency.map(|c| c.word())), word(sum.period.map(|p| p.word())))
    });
    Written {
        text: text.to_owned(),
        sum: sum.unwrap_or_default(),
        prices: reading.sums.iter().filter(|sum| sum.is_price).map(|sum| sum.cents.to_string()).collect(),
        hours: reading.hours_a_week.map(|hours| (hours.value * 10.0).round() / 10.0),
        days: reading.taken_days.map(|days| days.value.round()),
        flags: hits.iter().map(|hit| hit.rule.flag.word().to_owned()).collect(),
    }
}

impl Written {
    fn in_order(&self) -> String {
        let mut flags = self.flags.clone();
        flags.sort();
        format!(
            "{:?} prices {:?} hours {:?} days {:?} {flags:?}",
            self.sum, self.prices, self.hours, self.days
        )
    }
}

fn corpus() -> Vec<Written> {
    toml::from_str::<Corpus>(CORPUS).unwrap().claim
}

#[test]
fn every_claim_is_read_and_flagged_as_expected() {
    let claims = corpus();
    assert!(claims.len() >= 60, "{}", claims.len());
    let wrong = claims.iter().filter_map(|expected| {
        let (expected, found) = (expected, found(&expected.text));
        let (wanted, got) = (expected.in_order(), found.in_order());
        (wanted != got).then(|| format!("{}\n  wanted {wanted}\n  got    {got}", expected.text))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), claims.len(), wrong.join("\n"));
}

#[test]
fn every_rule_is_met_by_its_own_example_and_by_some_claim() {
    let claims = corpus();
    for rule in &rules::RULES {
        let flag = rule.flag.word().to_owned();
        assert!(found(rule.example).flags.contains(&flag), "the example of {flag}");
        assert!(claims.iter().any(|claim| claim.flags.contains(&flag)), "no claim has {flag}");
    }
    let flags: Vec<_> = rules::RULES.iter().map(|rule| rule.flag).collect();
    assert_eq!(flags, rules::Flag::ALL, "one rule for each flag, in the list's order");
}

#[test]
fn every_quotation_is_the_texts_own() {
    for claim in corpus() {
        let tokens = tokens(&claim.text);
        let reading = Reading::of(&claim.text, &tokens);
        let fields = Fields { text: Some(claim.text.clone()), ..Fields::default() };
        for hit in rules::find(&fields, &tokens, &reading, false) {
            assert!(hit.quote().is_none_or(|words| claim.text.contains(words)), "{}", claim.text);
        }
        assert!(reading.sums.iter().all(|sum| claim.text.contains(&sum.words)), "{}", claim.text);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_failing(text in "([0-9]{1,20}|[$€£¥₹.,/ -]|k|m|万|lakh|in|a|per|month|days|hours|five|figures|half|guaranteed|…|\\PC){0,60}") {
        found(&text);
    }
}
