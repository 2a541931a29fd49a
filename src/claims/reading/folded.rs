//! A text as its reader sees it: without characters that cannot be seen, and with plain letters for their lookalikes.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A text to be read, which knows where each of its bytes comes from.
pub struct Folded {
    pub text: String,
    /// For each byte of the text, the bytes of the original that it stands for.
    origins: Vec<Range<usize>>,
}

impl Folded {
    pub fn of(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        let mut letters = original.char_indices().filter(|(_, c)| !is_invisible(*c)).peekable();
        let mut cluster = String::new();
        while let Some((start, first)) = letters.next() {
            cluster.clear();
            cluster.push(first);
            while let Some((_, mark)) = letters.next_if(|(_, c)| is_combining_mark(*c)) {
                cluster.push(mark);
            }
            // What cannot be seen belongs to the letter before it.
            let end = letters.peek().map_or(original.len(), |(at, _)| *at);
            let after_a_digit = folded.text.ends_with(|c: char| c.is_ascii_digit());
            let separates = matches!(first, '，' | '．') && !after_a_digit;
            let plain = if separates { cluster.clone() } else { plain(&cluster) };
            folded.origins.resize(folded.origins.len() + plain.len(), start..end);
            folded.text.push_str(&plain);
        }
        folded
    }

    /// The bytes of the original that these bytes stand for.
    pub fn origin(&self, bytes: Range<usize>) -> Range<usize> {
        let (first, last) = (self.origins.get(bytes.start), self.origins.get(bytes.end.wrapping_sub(1)));
        first.map_or(0, |first| first.start)..last.map_or(0, |last| last.end)
    }
}

/// By NFKC, but for what would then be read as something else: `½` as 12, `10²` as 102, `™` as two letters.
fn plain(cluster: &str) -> String {
    let folded: String = cluster.nfkc().collect();
    let is_small = cluster.starts_with(|c| matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209f}'));
    let is_one = folded.chars().nth(1).is_none() && !is_small;
    let is_word = cluster.chars().all(char::is_alphabetic) && folded.chars().all(char::is_alphabetic);
    match folded.as_str() {
        "‐" => "-".to_owned(),
        _ if is_one || is_word => folded,
        _ => cluster.to_owned(),
    }
}

/// Characters that Unicode has ignored by default: joiners, marks of direction, soft hyphens, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalikes_are_read_as_what_they_look_like() {
        for (written, seen) in [
            ("$10\u{200b}K", "$10K"),
            ("pas\u{200b}sive", "passive"),
            ("＄１０，０００", "$10,000"),
            ("𝗣𝗮𝘀𝘀𝗶𝘃𝗲", "Passive"),
            ("ﬁve", "five"),
            ("me\u{302}s", "mês"),
            ("1½ ™ … 10² 赚，3", "1½ ™ … 10² 赚，3"),
        ] {
            assert_eq!(Folded::of(written).text, seen);
        }
    }

    #[test]
    fn a_place_is_one_in_the_original() {
        let written = "a pas\u{200b}si\u{301}ve ﬁg";
        let folded = Folded::of(written);
        let passive = folded.text.find("passíve").unwrap();
        assert_eq!(&written[folded.origin(passive..passive + "passíve".len())], "pas\u{200b}si\u{301}ve");
        assert_eq!(&written[folded.origin(folded.text.len() - 2..folded.text.len())], "ﬁg");
    }
}
