use askama::{
    FastWritable, Values,
    filters::{Html, HtmlSafe, escape},
};
use std::fmt;

/// The marks before and after a word that was found. No text of ours holds control characters.
pub(super) const START: char = '\u{2}';
pub(super) const STOP: char = '\u{3}';

/// A piece of text in which the words that were found are marked. Only this module makes one, and it escapes all of
/// the text, so templates may print it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet(String);

impl Snippet {
    pub(super) fn of(marked: &str) -> Self {
        let mut parts = marked.split(START);
        let mut html = safe(parts.next().unwrap_or_default());
        for part in parts {
            let (found, rest) = part.split_once(STOP).unwrap_or(("", part));
            html.push_str(&format!("<mark>{}</mark>{}", safe(found), safe(rest)));
        }
        Self(html)
    }
}

fn safe(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    escape(clean, Html).map(|text| text.to_string()).unwrap_or_default()
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Snippet {}

impl FastWritable for Snippet {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_found_words_become_markup() {
        for (marked, html) in [
            ("a \u{2}niche\u{3} <b>tool</b>", "a <mark>niche</mark> &#60;b&#62;tool&#60;/b&#62;"),
            ("\u{2}<i>\u{3}", "<mark>&#60;i&#62;</mark>"),
            ("\u{3}lost \u{2}open", "lost <mark></mark>open"),
            ("", ""),
        ] {
            assert_eq!(Snippet::of(marked).0, html);
        }
    }
}
