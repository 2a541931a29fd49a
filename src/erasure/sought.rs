//! A word that is searched, and a text that may hold it: found whatever its case, accents, width, quotes and white
//! space, with look-alikes of its letters, and as JSON or CSV writes it.

use crate::values::{Folded, letters, weight};

/// Words in each way in which they can be read.
#[derive(Debug)]
pub struct SearchedWords(Vec<String>);

/// More bytes than any words on the seam of two pieces take: an order takes out 300 characters at most.
pub const SEAM: usize = 8 * 1024;

impl SearchedWords {
    /// None if what is left to be found weighs less than three letters; a name of two Chinese characters weighs four.
    pub fn of(words: &str) -> Option<Self> {
        let readings = readings(words.trim());
        readings.iter().all(|reading| weight(reading) >= 3).then_some(Self(readings))
    }

    pub fn is_in(&self, readings: &[String]) -> bool {
        self.0.iter().any(|words| readings.iter().any(|text| text.contains(words.as_str())))
    }
}

/// How many of the words stand in the text.
pub fn count(words: &[SearchedWords], text: &str) -> i64 {
    let readings = readings(text);
    words.iter().filter(|words| words.is_in(&readings)).count() as i64
}

/// The ways to read a text: a backslash can be one, or begin what stands for white space; a letter can be of its own
/// alphabet, or be meant as the Latin one that it looks like.
fn readings(text: &str) -> Vec<String> {
    let mut spellings = vec![text.to_owned()];
    if text.contains('\\') {
        spellings
            .push([r"\n", r"\r", r"\t"].iter().fold(text.to_owned(), |text, space| text.replace(space, " ")));
    }
    if !text.is_ascii() {
        spellings.extend(spellings.clone().iter().map(|text| Folded::of(text).text));
    }
    spellings.iter().map(|text| plain(text)).collect()
}

fn plain(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => {}
            '‘' | '’' | 'ʼ' => read.push('\''),
            c if c.is_ascii() && !c.is_ascii_whitespace() => read.push(c.to_ascii_lowercase()),
            c if !c.is_whitespace() => read.extend(letters(c)),
            _ if read.ends_with(' ') => {}
            _ => read.push(' '),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_written_and_wherever() {
        for (words, text) in [
            ("zanzibar", "(ZANZIBAR)"),
            ("José Müller", "asked Jose\u{301}  MU\u{308}LLER"),
            ("Jose Muller", "José\r\nMüller"),
            ("Fischer", "Ｆis\u{ad}cher"),
            ("Ofﬁce Tomas", "OFFICE tomas"),
            ("Νίκος", "ΝΙΚΟΣ"),
            ("Groß", "GROSS"),
            ("O'Neil", "O’Neil"),
            ("Quillfeather", "Quillfеаther"),
            ("сор", "сорт"),
            ("李明", "问了李明。"),
            ("Jim \"Zorro\" Smith", r#"{"a": "Jim \"Zorro\"\nSmith"}"#),
            ("Jim \"Zorro\" Smith", r#"{"Jim \"Zorro\" Smith"}"#),
            ("Jim \"Zorro\" Smith", "1,\"Jim \"\"Zorro\"\" Smith\""),
            (r"C:\news", r"in C:\news"),
            (r"news", r"in C:\news"),
            (r"C:\news", r#"{"a": "C:\\news"}"#),
        ] {
            assert_eq!(count(&[SearchedWords::of(words).unwrap()], text), 1, "{words} in {text}");
        }
        for (words, text) in [("anna", "an nab"), ("Jim Smith", "Jim Smythe"), ("сорт", "sort")] {
            assert_eq!(count(&[SearchedWords::of(words).unwrap()], text), 0, "{words} in {text}");
        }
        for nothing in ["", "ab", "  a b"[..3].trim(), "\"\"\"", "\u{200b}\u{200b}\u{200b}ab"] {
            assert!(SearchedWords::of(nothing).is_none(), "{nothing}");
        }
    }
}
