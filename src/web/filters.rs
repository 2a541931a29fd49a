//! Askama's filters of ours: dates and numbers in words. Templates use them by `use crate::web::filters;`.

use askama::{Result, Values};
use std::fmt::Display;
use time::{Date, OffsetDateTime, format_description::FormatItem, macros::format_description};

const DAY: &[FormatItem<'_>] = format_description!("[day padding:none] [month repr:long] [year]");
const MINUTE: &[FormatItem<'_>] =
    format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute]");

/// `22 October 2026`.
#[askama::filter_fn]
pub fn day(date: &Date, _: &dyn Values) -> Result<String> {
    date.format(DAY).map_err(askama::Error::custom)
}

/// `22 October 2026, 14:06`, in UTC.
#[askama::filter_fn]
pub fn minute(at: &OffsetDateTime, _: &dyn Values) -> Result<String> {
    at.format(MINUTE).map_err(askama::Error::custom)
}

/// The machine-readable form for `<time datetime>`, to the second: HTML knows no finer fractions than thousandths.
#[askama::filter_fn]
pub fn iso(at: &OffsetDateTime, _: &dyn Values) -> Result<String> {
    at.truncate_to_second()
        .format(&time::format_description::well_known::Rfc3339)
        .map_err(askama::Error::custom)
}

/// How long ago in round words: `3 hours`, `2 days`.
#[askama::filter_fn]
pub fn age(at: &OffsetDateTime, _: &dyn Values) -> Result<String> {
    Ok(span_in_words(OffsetDateTime::now_utc() - *at))
}

/// A name as it stands within a sentence: `content creation`, `teaching AI`.
#[askama::filter_fn]
pub fn in_a_sentence(name: &str, _: &dyn Values) -> Result<String> {
    let mut letters = name.chars();
    Ok(letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect()))
}

/// How many of a thing: `1 report`, `12 reports`, `2 case studies`, `1 person`.
pub fn how_many(n: impl Display, thing: &str) -> String {
    let n = n.to_string();
    if n == "1" { format!("1 {thing}") } else { format!("{n} {}", plural(thing)) }
}

/// The same in a template.
#[askama::filter_fn]
pub fn counted(n: &dyn Display, _: &dyn Values, thing: &str) -> Result<String> {
    Ok(how_many(n, thing))
}

fn plural(thing: &str) -> String {
    match thing.strip_suffix("person") {
        Some(before) => format!("{before}people"),
        None => match thing.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{thing}s"),
        },
    }
}

/// A span in the largest whole unit that fits: minutes, hours or days.
pub fn span_in_words(span: time::Duration) -> String {
    let (count, unit) = match span.whole_minutes() {
        ..60 => (span.whole_minutes().max(1), "minute"),
        60..2_880 => (span.whole_hours(), "hour"),
        _ => (span.whole_days(), "day"),
    };
    how_many(count, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_is_not_many() {
        for (n, thing, words) in [
            (0, "report", "0 reports"),
            (1, "report", "1 report"),
            (2, "case study", "2 case studies"),
            (1, "case study", "1 case study"),
            (1, "person", "1 person"),
            (21, "person", "21 people"),
            (11, "day", "11 days"),
        ] {
            assert_eq!(how_many(n, thing), words);
        }
        assert_eq!(how_many(1.0, "hour"), "1 hour");
        assert_eq!(how_many(1.5, "hour"), "1.5 hours");
    }

    #[test]
    fn spans_are_told_in_the_largest_unit_that_fits() {
        for (minutes, words) in
            [(0, "1 minute"), (59, "59 minutes"), (61, "1 hour"), (47 * 60, "47 hours"), (49 * 60, "2 days")]
        {
            assert_eq!(span_in_words(time::Duration::minutes(minutes)), words);
        }
    }
}
