//! Askama's filters of ours: dates and numbers in words. Templates use them by `use crate::web::filters;`.

use crate::{
    clock,
    values::{self, agreeing, how_many},
};
use askama::{
    Result, Values,
    filters::{Html, Safe, escape},
};
use std::{borrow::Borrow, fmt::Display};
use time::{Date, OffsetDateTime, format_description::FormatItem, macros::format_description};

const DAY: &[FormatItem<'_>] = format_description!("[day padding:none] [month repr:long] [year]");
const MINUTE: &[FormatItem<'_>] =
    format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute]");
const SECOND: &[FormatItem<'_>] =
    format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute]:[second]");

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

/// `22 October 2026, 14:06:31`, in UTC.
#[askama::filter_fn]
pub fn second(at: &OffsetDateTime, _: &dyn Values) -> Result<String> {
    at.format(SECOND).map_err(askama::Error::custom)
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
    Ok(span_in_words(clock::machine_now() - *at))
}

/// A name as it stands within a sentence: `content creation`, `teaching AI`, `AI used for`.
#[askama::filter_fn]
pub fn in_a_sentence(name: &str, _: &dyn Values) -> Result<String> {
    Ok(values::uncapped(name))
}

/// How many of a thing: `1 report`, `12 reports`.
#[askama::filter_fn]
pub fn counted<T: Display>(n: T, _: &dyn Values, thing: &str) -> Result<String> {
    Ok(how_many(n, thing))
}

/// How many of a thing as running text has it: `seven paths`.
#[askama::filter_fn]
pub fn in_words<N: Borrow<usize>>(n: N, _: &dyn Values, thing: &str) -> Result<String> {
    Ok(values::in_words(*n.borrow(), thing))
}

/// The thing as it stands after its number, where markup comes between: `report` after 1, else `reports`.
#[askama::filter_fn]
pub fn after<T: Display>(thing: &str, _: &dyn Values, n: T) -> Result<String> {
    Ok(agreeing(thing, &n))
}

/// Somebody's words within a sentence of ours, in whichever direction they are written. Where an element holds nothing
/// else, it has `dir="auto"` instead.
#[askama::filter_fn]
pub fn bdi(words: &str, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(format!("<bdi>{}</bdi>", escape(words, Html)?)))
}

/// Somebody's words where there are no elements: in titles, attributes and plain text.
#[askama::filter_fn]
pub fn isolated(words: &str, _: &dyn Values) -> Result<String> {
    Ok(values::isolated(words))
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
    fn spans_are_told_in_the_largest_unit_that_fits() {
        for (minutes, words) in
            [(0, "1 minute"), (59, "59 minutes"), (61, "1 hour"), (47 * 60, "47 hours"), (49 * 60, "2 days")]
        {
            assert_eq!(span_in_words(time::Duration::minutes(minutes)), words);
        }
    }
}
