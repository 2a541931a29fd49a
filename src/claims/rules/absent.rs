//! Flags for things that a text leaves out. Only a text in English can be blamed for it: in others we cannot look.

use super::{Flag, phrase::Searched};
use crate::claims::{fields::Fields, lists::Period, reading::Reading, words::WORDS};

/// A text of fewer words cannot be blamed for what it leaves out.
pub const LEAST_WORDS: usize = 20;

/// The absence that raises this flag, in words; none where it is there, or where the flag is about something else.
pub fn said(flag: Flag, fields: &Fields, text: Option<&Searched<'_>>, reading: &Reading) -> Option<String> {
    if !text.is_none_or(Searched::is_english) {
        return None;
    }
    match flag {
        Flag::NoHours if !names_hours(fields, reading) => Some(match text {
            Some(_) => "Neither the text nor the form names any.".to_owned(),
            None => "The form names none.".to_owned(),
        }),
        Flag::NoFailuresMentioned => {
            let text = text.filter(|text| text.len() >= LEAST_WORDS)?;
            let is_silent = !text.means_any(&WORDS.failures.words);
            is_silent.then(|| {
                format!("In {} words there is none for failing, losing, quitting or difficulty.", text.len())
            })
        }
        _ => None,
    }
}

/// Whether hours are known from anywhere, or the sum is by the hour.
fn names_hours(fields: &Fields, reading: &Reading) -> bool {
    let is_hourly = reading.sums.iter().any(|sum| sum.period == Some(Period::Hour));
    fields.hours.is_some()
        || reading.hours_a_week.is_some()
        || fields.period == Some(Period::Hour)
        || is_hourly
}
