//! Claims written by hand, with what has to be read in them and which rules they have to meet.

use super::{
    claim::Claim,
    comparison::Comparison,
    doubt,
    fields::{Fields, MOST_TEXT},
    reading::{Reading, Role, tokens::tokens},
    restated::Restated,
    rules::{self, Searched},
    verdict::Verdict,
};
use crate::values::{Cents, ClosedList as _};
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

/// The reading of a text, as the file writes it.
fn found(text: &str) -> Written {
    let tokens = tokens(text);
    let reading = Reading::of(text, &tokens);
    let fields = Fields { text: Some(text.to_owned()), ..Fields::default() };
    let searched = Searched::new(text, &tokens, &reading.sums);
    let hits = rules::find(&fields, Some(&searched), &reading);
    let sum = reading.promised().map(|sum| {
        let word = |word: Option<&'static str>| word.unwrap_or("?");
        let amount = sum.cents.to_string().replace(',', "");
        format!("{amount} {} {}", word(sum.currency.map(|c| c.word())), word(sum.period.map(|p| p.word())))
    });
    Written {
        text: text.to_owned(),
        sum: sum.unwrap_or_default(),
        prices: reading
            .sums
            .iter()
            .filter(|sum| matches!(sum.role, Role::Price | Role::Cost))
            .map(|sum| sum.cents.to_string())
            .collect(),
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
    assert!(claims.len() >= 110, "{}", claims.len());
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
    for rule in rules::RULES.iter() {
        let flag = rule.flag.word().to_owned();
        assert!(found(&rule.example).flags.contains(&flag), "the example of {flag}");
        assert!(claims.iter().any(|claim| claim.flags.contains(&flag)), "no claim has {flag}");
    }
    let says = |flag, number: String| {
        rules::RULES.iter().any(|rule| rule.flag == flag && rule.when.contains(&number))
    };
    assert!(says(rules::Flag::NoFailuresMentioned, format!(" {} words", rules::LEAST_WORDS)));
    assert!(says(rules::Flag::DaysNotMonths, format!(" {} days", rules::SOON_DAYS)));
    let flags: Vec<_> = rules::RULES.iter().map(|rule| rule.flag).collect();
    assert_eq!(flags, rules::Flag::ALL, "one rule for each flag, in the list's order");
}

#[test]
fn every_quotation_is_the_texts_own() {
    for claim in corpus() {
        let tokens = tokens(&claim.text);
        let reading = Reading::of(&claim.text, &tokens);
        let fields = Fields { text: Some(claim.text.clone()), ..Fields::default() };
        let searched = Searched::new(&claim.text, &tokens, &reading.sums);
        for hit in rules::find(&fields, Some(&searched), &reading) {
            assert!(hit.quote().is_none_or(|words| claim.text.contains(words)), "{}", claim.text);
        }
        assert!(reading.sums.iter().all(|sum| claim.text.contains(&sum.words)), "{}", claim.text);
    }
}

/// Everything that a page makes of a text before it asks the database.
fn checked(text: &str) {
    let tokens = tokens(text);
    let reading = Reading::of(text, &tokens);
    let fields = Fields { text: Some(text.to_owned()), ..Fields::default() };
    let _ = (found(text), fields.address());
    let Some(claim) = Claim::of(&fields, &reading, None) else { return };
    let restated = Restated::of(&claim);
    let dollars = restated.month.and_then(|month| month.in_usd(Some(1.0)));
    let comparison = Comparison::of(&[], dollars);
    let verdict = Verdict::of(&claim, &restated, dollars, &comparison, None);
    let _ = (verdict, doubt::would_change(&claim, &comparison), claim.in_words());
    assert!(reading.sums.iter().all(|sum| !sum.meaning().is_empty()));
}

#[test]
fn no_sum_and_no_hours_are_beyond_reckoning() {
    for text in [
        "$50 an hour, 99999999999999999999 hours a week",
        "$10000000000 a day, 168 hours a week",
        "$9999999999 an hour, 24 hours a day",
        "$99999999999999999999 a month in 99999999999999999999 years",
    ] {
        checked(text);
    }
    // As long as a text may be, and all of it sums, times and denials.
    for piece in ["in 3 days no $1 ", "“guaranteed ", "beware no passive income "] {
        checked(&piece.repeat(MOST_TEXT / piece.len()));
    }
}

#[test]
fn a_day_counts_alike_for_sums_and_for_hours() {
    let text = "$100 a day, 2 hours a day";
    let reading = Reading::of(text, &tokens(text));
    let claim = Claim::of(&Fields::default(), &reading, None).unwrap();
    assert_eq!(Restated::of(&claim).hour, Some(Cents(5_000).of(crate::values::Currency::Usd)));
}

#[test]
fn a_project_s_month_is_made_of_its_own_time() {
    for text in [
        "$400 a project. We reply within 24 hours.",
        "After two years I have regulars. I earn $400 a project.",
    ] {
        let reading = Reading::of(text, &tokens(text));
        let claim = Claim::of(&Fields::default(), &reading, None).unwrap();
        assert_eq!(Restated::of(&claim).month, None, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_failing(text in "([0-9]{1,20}|[$€£¥₹.,/ -]|k|m|万|lakh|in| a | per |month|days| hour| hours |half|five| figures|guaranteed| make |…|\\PC){0,60}") {
        checked(&text);
    }
}
