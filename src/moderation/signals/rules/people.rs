//! Rules on other people: names, firms and addresses by which somebody who was not asked may be recognised. E-mail
//! addresses and telephone numbers are found as ways out of the site, whoever they belong to.

use super::{
    Rule, Signal,
    read::{Text, words},
    story::written,
};
use crate::reports::Report;
use std::ops::Range;

const TITLES: [&str; 10] = ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "frau", "madame"];

const FIRMS: [&str; 12] =
    ["ltd", "llc", "gmbh", "inc", "plc", "ag", "pty", "corp", "sarl", "bv", "limited", "llp"];

const RELATIONS: [&str; 18] = [
    "boss",
    "client",
    "colleague",
    "customer",
    "friend",
    "husband",
    "wife",
    "brother",
    "sister",
    "partner",
    "manager",
    "neighbour",
    "neighbor",
    "named",
    "called",
    "cousin",
    "teacher",
    "landlord",
];

const STREETS: [&str; 12] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "drive",
    "square",
    "boulevard",
    "straße",
    "strasse",
];

pub fn of(report: &Report) -> Vec<Signal> {
    let in_field = |(field, written): &(&'static str, String)| {
        let text = Text::of(written);
        let signal = |range: Range<usize>| Signal::new(Rule::Identifies, field, text.written(range));
        named(text.seen()).into_iter().map(signal).collect::<Vec<_>>()
    };
    written(report).iter().flat_map(in_field).collect()
}

/// Where somebody is named: "Mrs Okafor", "my boss Peter", "Brightline Ltd", "14 Mill Road".
pub fn named(text: &str) -> Vec<Range<usize>> {
    let places = words(text);
    let word = |at: usize| places.get(at).map_or("", |range| &text[range.clone()]);
    let found = (0..places.len()).filter_map(|at| {
        let (this, next, third) = (word(at), word(at + 1), word(at + 2));
        let (joined, both) =
            (touches(text, &places, at), touches(text, &places, at) && touches(text, &places, at + 1));
        let last = match () {
            // A title may have a full stop after it.
            () if is(this, &TITLES) && is_name(this) && is_name(next) => at + 1,
            () if both && this.eq_ignore_ascii_case("my") && is(next, &RELATIONS) && is_name(third) => at + 2,
            () if both && matches!(this, "named" | "called") && is_name(next) && is_name(third) => at + 2,
            () if joined && is_name(this) && is(next, &FIRMS) => at + 1,
            () if both && is_number(this) && is_name(next) && is(third, &STREETS) => at + 2,
            () => return None,
        };
        Some(places.get(at)?.start..places.get(last)?.end)
    });
    found.collect()
}

fn is(word: &str, known: &[&str]) -> bool {
    known.contains(&word.to_lowercase().as_str())
}

/// A capital, then small letters; what is written in capitals throughout is an abbreviation.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 5
}

/// Whether nothing but white space stands between a word and the next, so that no sentence ends between them.
fn touches(text: &str, places: &[Range<usize>], at: usize) -> bool {
    let between = places.get(at).zip(places.get(at + 1)).map(|(one, two)| &text[one.end..two.start]);
    between.is_some_and(|between| between.trim_matches(',').trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(written: &str) -> Vec<&str> {
        let text = Text::of(written);
        named(text.seen()).into_iter().map(|range| text.written(range)).collect()
    }

    #[test]
    fn people_firms_and_addresses_are_found_with_their_words() {
        assert_eq!(
            found("I wrote for Mrs Okafor, then my boss Peter left."),
            ["Mrs Okafor", "my boss Peter"]
        );
        assert_eq!(found("They are Brightline Ltd, at 14 Mill Road."), ["Brightline Ltd", "14 Mill Road"]);
        assert_eq!(
            found("For Мrѕ\u{200b} Оkаfоr, at 𝟏𝟒 Ｍｉｌｌ Ｒｏａｄ"),
            ["Мrѕ\u{200b} Оkаfоr", "𝟏𝟒 Ｍｉｌｌ Ｒｏａｄ"]
        );
        assert_eq!(found("A seller called Anna Petrova paid."), ["called Anna Petrova"]);
    }

    #[test]
    fn tools_places_and_plain_sentences_are_nobody() {
        let text = "My client wanted more. I used Google Docs in New York, and my friend said no. Dr who? 12 People \
                    came. My boss. Then it ended. I was called twice. It is limited.";
        assert_eq!(found(text), [""; 0]);
    }
}
