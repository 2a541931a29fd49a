//! What names of machines are made of.

use super::{known::PLAIN, spoken};
use crate::moderation::signals::rules::read::is_seam;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The names in a text, and what stands between them.
pub struct Names<'a> {
    pub text: &'a str,
    pub places: Vec<Range<usize>>,
}

impl<'a> Names<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for (at, c) in text.char_indices().filter(|(_, c)| is_of_name(*c)) {
            match runs
                .last_mut()
                .filter(|run| run.end == at && !before.is_some_and(|before| is_seam(before, c)))
            {
                Some(run) => run.end += c.len_utf8(),
                None => runs.push(at..at + c.len_utf8()),
            }
            before = Some(c);
        }
        let is_apart = |run: &Range<usize>| {
            let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
            !touches(text[..run.start].chars().next_back()) && !touches(text[run.end..].chars().next())
        };
        // A picture by itself is a sign.
        runs.retain(|run| !(text[run.clone()].chars().all(is_picture) && is_apart(run)));
        let places = runs.into_iter().flat_map(|run| around_dots(text, run)).collect();
        Self { text, places }
    }

    /// The name as it is typed; empty behind the last.
    pub fn typed(&self, at: usize) -> &'a str {
        self.places.get(at).map_or("", |place| &self.text[place.clone()])
    }

    pub fn small(&self, at: usize) -> String {
        self.typed(at).to_lowercase()
    }

    /// What stands behind this name and before the next.
    pub fn behind(&self, at: usize) -> Option<&'a str> {
        Some(&self.text[self.places.get(at)?.end..self.places.get(at + 1)?.start])
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || is_combining_mark(c) || is_picture(c)
}

/// Emoji, of which names of machines are made, too.
pub fn is_picture(c: char) -> bool {
    matches!(c, '❤' | '☕' | '⭐' | '✨' | '♥' | '\u{1F300}'..='\u{1FAFF}')
}

/// `goldpath-com`; not `rom-com` or `dot-com`.
fn is_hidden_by_a_hyphen(before: &str, end: &str) -> bool {
    matches!(end, "com" | "org" | "xyz")
        && before.len() >= 6
        && before.is_ascii()
        && !before.ends_with("-dot")
}

/// `example-dot-com`, `exampledotcom` and `exampleドットコム` are three names.
fn around_dots(text: &str, name: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut rest = name.clone();
    let small = text[name.clone()].to_ascii_lowercase();
    if let Some((before, said)) = spoken::grown_together(&small) {
        let start = name.start + before;
        parts.extend([name.start..start, start..start + said, start + said..name.end]);
        parts.retain(|part| !part.is_empty());
        return parts;
    }
    if let Some((before, end)) =
        small.rsplit_once('-').filter(|(before, end)| is_hidden_by_a_hyphen(before, end))
    {
        return vec![name.start..name.start + before.len(), name.end - end.len()..name.end];
    }
    // `金路点` before `com`
    let ends = PLAIN.iter().any(|end| text[name.end..].starts_with(end));
    if let Some(dot) = small.chars().next_back().filter(|c| ends && spoken::is_written_dot(*c)) {
        let dot = name.end - dot.len_utf8();
        let is_a_thing =
            text[name.start..dot].ends_with(|c| "一二三四五六七八九十几這这那重优優缺有".contains(c));
        if dot > name.start && !is_a_thing {
            return vec![name.start..dot, dot..name.end];
        }
    }
    while let Some(dot) = text[rest.clone()].to_ascii_lowercase().find("-dot-") {
        let start = rest.start + dot;
        parts.extend([rest.start..start, start + 1..start + 4]);
        rest.start = start + 5;
    }
    parts.push(rest);
    let without_hyphens = |part: Range<usize>| {
        let trimmed = text[part.clone()].trim_start_matches('-');
        let start = part.end - trimmed.len();
        start..start + trimmed.trim_end_matches('-').len()
    };
    parts.into_iter().map(without_hyphens).filter(|part| !part.is_empty()).collect()
}
