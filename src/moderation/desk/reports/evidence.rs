use crate::{
    clock,
    experiences::ProofKind,
    values::{Prose, closed_list},
    web::{Errors, FormData, FormKey, Reader},
};
use time::{Date, format_description::FormatItem, macros::format_description};

closed_list! {
    /// What a moderator found, looking at it by hand.
    pub enum ProofResult {
        Supports = "supports" => "It supports the sums",
        PartlySupports = "partly_supports" => "It supports a part of them",
        DoesNotSupport = "does_not_support" => "It does not support them",
        Unreadable = "unreadable" => "It could not be made out",
    }
}

/// One proof that was looked at. The document itself is never kept.
#[derive(Debug)]
pub struct Evidence {
    pub kind: ProofKind,
    pub result: ProofResult,
    pub note: String,
    pub checked_by: String,
    pub checked_on: Date,
    /// The number of the version whose sums it was held against.
    pub version: i32,
}

/// A proof as it is typed in.
#[derive(Debug)]
pub struct Noted {
    pub form_key: FormKey,
    pub kind: ProofKind,
    pub result: ProofResult,
    pub note: String,
    pub checked_on: Date,
}

impl Noted {
    pub fn read(form: &FormData) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let kind = reader.choice("proof_kind", "Choose what you were shown");
        let result = reader.choice("result", "Choose what came of it");
        let note = reader.parse("note", |typed| Prose::<0, 2000>::parse(typed, "The note"));
        let checked_on = reader.parse("checked_on", day);
        let form_key = FormKey::parse(form.value("form_key"));
        if form_key.is_none() {
            reader
                .errors
                .add("note", "This page was open for too long or came from an old copy. Send it once more");
        }
        match (form_key, kind, result, note, checked_on) {
            (Some(form_key), Some(kind), Some(result), Some(note), Some(checked_on)) => {
                Ok(Self { form_key, kind, result, note: note.into_string(), checked_on })
            }
            _ => Err(reader.errors),
        }
    }
}

const DAY: &[FormatItem<'_>] = format_description!("[year]-[month padding:none]-[day padding:none]");

/// A day as date fields send it, `2026-11-22`; today where nothing was typed, and never in the future.
fn day(typed: &str) -> Result<Date, String> {
    let today = clock::machine_today();
    if typed.trim().is_empty() {
        return Ok(today);
    }
    let date = Date::parse(typed.trim(), DAY).ok();
    let date = date.filter(|date| date.year() >= 2020 && *date <= clock::furthest(today));
    date.ok_or_else(|| "Write the day like 2026-11-22, not before 2020 and not in the future".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_was_seen_on_a_day_that_has_been() {
        assert!(day("2026-01-31").is_ok() && day(" ").is_ok());
        for wrong in [
            "2026-02-30",
            "9999-01-01",
            "2019-12-31",
            "yesterday",
            "2026-13-01",
            "2026-1",
            "99999-1-1",
            "-1--",
        ] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
