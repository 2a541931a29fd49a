//! What a text leaves out.

use super::{Flag, phrase::Searched};

/// A text of fewer words cannot be blamed for what it leaves out.
pub const LEAST_WORDS: usize = 20;

/// What raises this flag by being absent, in words; none where it is there, or where the flag is about something else.
pub fn said(flag: Flag, text: Option<&Searched<'_>>, unless: &[&str], has_hours: bool) -> Option<String> {
    match flag {
        Flag::NoHours if !has_hours => Some(match text {
            Some(_) => "Neither the text nor the form names any.".to_owned(),
            None => "The form names none.".to_owned(),
        }),
        Flag::NoFailuresMentioned => {
            let text = text.filter(|text| text.len() >= LEAST_WORDS)?;
            let is_silent = !unless.iter().any(|phrase| text.has(phrase));
            is_silent.then(|| {
                format!("In {} words there is none for failing, losing, quitting or difficulty.", text.len())
            })
        }
        _ => None,
    }
}
