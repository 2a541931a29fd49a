//! Fields of text that keep what was there while they cannot be read, with their complaint noted. `name` begins the
//! complaint.

use crate::{
    values::{Line, Prose},
    web::Reader,
};

pub fn line<const MIN: usize, const MAX: usize>(
    reader: &mut Reader<'_>,
    key: &'static str,
    name: &str,
    text: &mut String,
) {
    if let Some(read) = reader.parse(key, |typed| Line::<MIN, MAX>::parse(typed, name)) {
        *text = read.into_string();
    }
}

pub fn prose<const MIN: usize, const MAX: usize>(
    reader: &mut Reader<'_>,
    key: &'static str,
    name: &str,
    text: &mut String,
) {
    if let Some(read) = reader.parse(key, |typed| Prose::<MIN, MAX>::parse(typed, name)) {
        *text = read.into_string();
    }
}

/// A line that may be left out.
pub fn some_line(reader: &mut Reader<'_>, key: &'static str, name: &str) -> Option<String> {
    reader.optional(key, |typed| Line::<2, 120>::parse(typed, name)).map(Line::into_string)
}
