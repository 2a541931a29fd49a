//! How long what is typed in a report may be: each field when it is sent, a draft of it, and the form that brings a page.

use super::{
    story::{HEADLINE, IF, PROSE},
    what::OTHER,
};
use crate::{
    values::with_line_ends,
    web::{Errors, FormData},
};

/// Characters that a text may be sent with; `None` for a choice, a number or a date.
fn text(field: &str) -> Option<usize> {
    match field {
        "what_i_did" | "what_went_wrong" | "tell_a_friend" => Some(PROSE),
        "tools" => Some(800),
        "email" => Some(254),
        "path_other" => Some(OTHER),
        "headline" => Some(HEADLINE),
        _ if field.starts_with("if_") => Some(IF),
        _ => None,
    }
}

/// Characters that one field may be sent with, in all its values; for what is no text, more than any has.
fn most(field: &str) -> usize {
    text(field).unwrap_or(match field {
        "income_model" | "ai_used_for" | "stop_reasons" => 400,
        _ => 100,
    })
}

/// Characters that a draft keeps of a field: what may be sent and a quarter more, so that a text that is a little too long
/// is kept while it is being shortened.
fn kept(field: &str) -> usize {
    most(field) + most(field) / 4
}

/// Bytes of the form with each of these fields full: a character of a text may take twelve, as `%F0%9F%93%8F` does, and the
/// names and all that is not typed take some more.
pub fn bytes_of(fields: &[&str]) -> usize {
    4_096 + 12 * fields.iter().filter_map(|field| text(field)).sum::<usize>()
}

/// A complaint of each field that is longer than a draft can keep.
pub fn complaints(form: &FormData, fields: &[&'static str]) -> Errors {
    let mut errors = Errors::default();
    for field in fields {
        let long: usize = form.all(field).map(|value| with_line_ends(value).chars().count() + 1).sum();
        let long = long.saturating_sub(1);
        if long > kept(field) {
            let complaint = format!(
                "This has {long} characters; we can keep {} of it in a draft, and send {}. Shorten it: nothing on this \
                 page is saved until then",
                kept(field),
                most(field)
            );
            errors.add(field, complaint);
        }
    }
    errors
}

/// Whether a draft can keep what these fields hold.
pub fn is_keepable(form: &FormData, fields: &[&'static str]) -> bool {
    form.is_storable() && complaints(form, fields).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        reports::{AiUse, IncomeModel, StopReason},
        submissions::form::{Step, plan},
        values::{ClosedList, Word},
    };

    #[test]
    fn every_choice_at_once_has_room() {
        for (field, words) in [
            ("income_model", IncomeModel::WORDS),
            ("ai_used_for", AiUse::WORDS),
            ("stop_reasons", StopReason::WORDS),
        ] {
            let words: &[Word] = words;
            let mut form = FormData::default();
            words.iter().for_each(|(word, _)| form.add(field, *word));
            assert!(is_keepable(&form, &[field]), "{field}");
        }
    }

    #[test]
    fn a_text_with_the_line_ends_of_windows_is_as_long_as_any() {
        let mut form = FormData::default();
        form.set("what_i_did", "a\r\n".repeat(1_250));
        assert!(is_keepable(&form, &["what_i_did"]));
        form.set("what_i_did", "a\n".repeat(1_251));
        assert!(!is_keepable(&form, &["what_i_did"]));
    }

    #[test]
    fn a_whole_draft_is_never_longer_than_a_hundred_kib() {
        let fields = Step::ALL.iter().flat_map(|step| step.fields()).chain(plan::FIELDS);
        let fields: std::collections::BTreeSet<&str> = fields.copied().collect();
        let bytes: usize = fields.iter().map(|field| field.len() + 4 * kept(field)).sum();
        assert!(bytes < 100 * 1024, "{bytes}");
    }
}
