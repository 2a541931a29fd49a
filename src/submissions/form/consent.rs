use super::{
    answer::{Answer, Answers},
    draft::Draft,
    fields::{self, put_yes},
};
use crate::{
    reports::{Consent, Report},
    values::{Email, is_blank},
    web::{Errors, FormData, Reader},
};

pub const FIELDS: &[&str] = &["own", "may_publish_story", "in_open_data", "may_contact", "email"];

/// The consent of the author. The address is kept apart from the report and never becomes part of a revision.
#[derive(Debug)]
pub struct ConsentPart {
    pub consent: Consent,
    pub email: Option<String>,
}

pub fn read(draft: &Draft) -> Result<ConsentPart, Errors> {
    let mut reader = fields::reader(&draft.form, FIELDS);
    if !draft.form.has("own", "yes") {
        let complaint = if draft.is_start() {
            "Confirm that this is your own plan"
        } else {
            "Confirm that this happened to you"
        };
        reader.errors.add("own", complaint);
    }
    let consent = Consent {
        may_publish_story: draft.form.has("may_publish_story", "yes"),
        in_open_data: draft.form.has("in_open_data", "yes"),
        may_contact: draft.form.has("may_contact", "yes"),
    };
    let email = email(&mut reader, consent.may_contact);
    if reader.errors.is_empty() { Ok(ConsentPart { consent, email }) } else { Err(reader.errors) }
}

fn email(reader: &mut Reader<'_>, may_contact: bool) -> Option<String> {
    let blank = is_blank(reader.value("email"));
    match (may_contact, blank) {
        (false, true) => None,
        (false, false) => {
            reader.errors.add("email", "Tick the box above if we may write to this address, or take it out");
            None
        }
        (true, _) => reader.parse("email", address).map(Email::into_string),
    }
}

/// An e-mail address as every form takes it: one that letters can be written to.
pub fn address(text: &str) -> Result<Email, String> {
    Email::parse(text).map_err(|complaint| format!("{complaint}; or take it out"))
}

pub fn fill(form: &mut FormData, report: &Report, email: Option<&str>) {
    let consent = &report.consent;
    put_yes(form, "own", true);
    put_yes(form, "may_publish_story", consent.may_publish_story);
    put_yes(form, "in_open_data", consent.in_open_data);
    // Somebody who had the address deleted may not be written to any more.
    put_yes(form, "may_contact", email.is_some());
    form.set("email", email.unwrap_or_default());
}

pub fn answers(draft: &Draft) -> Vec<Answer> {
    let own = if draft.is_start() { "It is your own plan" } else { "It happened to you" };
    Answers::of(draft)
        .box_of(own, "own")
        .box_of("We may publish your words", "may_publish_story")
        .box_of("The numbers may go into the open data", "in_open_data")
        .box_of("We may write to you", "may_contact")
        .text("Email address", "email")
        .list
}
