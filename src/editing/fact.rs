//! The names of facts in the history: the key of a field, for a rating after `rating.` and its dimension.

use super::{case_fields, field::Field, path_text, rating_text};
use crate::{paths::Dimension, rates::Period, values::ClosedList as _};

/// The fact in words: "Tagline", "Risk: value".
pub fn label(fact: &str) -> String {
    if fact == ADDED_RATES {
        return "New rates".to_owned();
    }
    if let Some(label) = rate(fact) {
        return label;
    }
    match (rated(fact), field(fact)) {
        (Some((dimension, _)), Some(field)) => format!("{dimension}: {}", field.label.to_lowercase()),
        (_, Some(field)) => field.label.to_owned(),
        _ => fact.to_owned(),
    }
}

/// The text of a fact in words for people.
pub fn said(fact: &str, text: &str) -> String {
    field(fact).map_or_else(|| text.to_owned(), |field| field.said(text))
}

/// The field of this fact, as far as one is still in use.
fn field(fact: &str) -> Option<Field> {
    let (fields, key) = match rated(fact) {
        Some((dimension, key)) => (rating_text::fields(dimension), key),
        None => (path_text::fields().into_iter().chain(case_fields::fields(&[])).collect(), fact),
    };
    fields.into_iter().find(|field| field.key == key)
}

/// The fact that says how many rates an import added.
pub const ADDED_RATES: &str = "rates.added";

/// `rate.` and its period: "1 US dollar, average of 2025".
fn rate(fact: &str) -> Option<String> {
    let period: Period = fact.strip_prefix("rate.")?.parse().ok()?;
    Some(format!("1 US dollar, average of {}", period.in_words()))
}

fn rated(fact: &str) -> Option<(Dimension, &str)> {
    let (dimension, key) = fact.strip_prefix("rating.")?.split_once('.')?;
    Some((Dimension::from_word(dimension)?, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_named_in_words() {
        assert_eq!(label("tagline"), "Tagline");
        assert_eq!(label("rating.risk.values"), "Risk: value");
        assert_eq!(said("rating.risk.values", "low\nvery_high"), "Low\nVery high");
        assert_eq!(said("outcome", "worked"), "Worked");
        assert_eq!(label("rate.2026-03"), "1 US dollar, average of March 2026");
        assert_eq!(label("of_another_release"), "of_another_release");
    }
}
