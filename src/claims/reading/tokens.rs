//! Text as words, numbers and signs, each with its place.

use crate::values::{Folded, is_character};

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    /// As it is seen, in small letters, with a plain apostrophe.
    pub word: String,
    /// Its bytes in the text, as it was written.
    pub start: usize,
    pub end: usize,
    /// Counted from the start of the text.
    pub sentence: usize,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters; of Chinese, Japanese and Korean writing one character.
    Word,
    /// Digits with whatever groups them: `1.200,50`.
    Number,
    /// A single other character.
    Sign,
}

/// Words whose full stop ends no sentence.
const SHORTENED: [&str; 8] = ["rs", "rp", "approx", "incl", "vs", "mr", "mrs", "dr"];

/// Every token of the text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let folded = Folded::of(text);
    Scanner { text: &folded, at: 0, sentence: 0, quoted: false, found: Vec::new() }.run()
}

/// Whether the sentence asks, and so denies nothing.
pub fn is_question(tokens: &[Token], sentence: usize) -> bool {
    tokens.iter().any(|token| token.sentence == sentence && token.word == "?")
}

struct Scanner<'a> {
    text: &'a Folded,
    at: usize,
    sentence: usize,
    quoted: bool,
    found: Vec<Token>,
}

impl Scanner<'_> {
    fn run(mut self) -> Vec<Token> {
        while let Some(next) = self.rest().chars().next() {
            if next.is_whitespace() {
                self.space(next);
            } else if next.is_ascii_digit() {
                let length = number_length(self.rest());
                self.push(Kind::Number, length);
            } else if is_character(next) {
                self.push(Kind::Word, next.len_utf8());
            } else if next.is_alphabetic() {
                let length = word_length(self.rest());
                self.push(Kind::Word, length);
            } else {
                self.sign(next);
            }
        }
        self.found
    }

    fn rest(&self) -> &str {
        &self.text.text[self.at..]
    }

    /// A new line begins a new sentence, unless it goes on in small letters, as wrapped text does.
    fn space(&mut self, space: char) {
        self.at += space.len_utf8();
        if space == '\n' && !self.rest().starts_with(char::is_lowercase) {
            self.quoted = false;
            if self.found.last().is_some_and(|last| last.sentence == self.sentence) {
                self.sentence += 1;
            }
        }
    }

    fn sign(&mut self, sign: char) {
        let shortens = self.found.last().is_some_and(|last| SHORTENED.contains(&last.word.as_str()));
        match sign {
            '“' | '«' | '„' | '「' => self.quoted = true,
            '”' | '»' | '」' => self.quoted = false,
            '"' => self.quoted = !self.quoted,
            _ => {}
        }
        // "…and so on?!" ends one sentence, not two.
        if let Some(last) = self.found.last().filter(|last| is_end(sign) && last.word.chars().all(is_end)) {
            self.sentence = last.sentence;
        }
        self.push(Kind::Sign, sign.len_utf8());
        let ends = is_end(sign) && sign != '.'
            || sign == '.' && !self.rest().starts_with(char::is_alphanumeric) && !shortens;
        if ends {
            self.sentence += 1;
        }
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let end = self.at + length;
        let word = self.text.text[self.at..end].to_lowercase().replace('’', "'");
        let origin = self.text.origin(self.at..end);
        let (start, end_in_text, sentence, quoted) = (origin.start, origin.end, self.sentence, self.quoted);
        self.found.push(Token { kind, word, start, end: end_in_text, sentence, quoted });
        self.at = end;
    }
}

fn is_end(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | ';' | '。')
}

/// Letters, and apostrophes between letters.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let inside = matches!(c, '\'' | '’') && after.starts_with(char::is_alphabetic);
        if !inside && (!c.is_alphabetic() || is_character(c)) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// Digits, single separators before further digits, and spaces before exactly three of them.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    let mut grouped = length <= 3;
    loop {
        let rest = &text[length..];
        let Some(separator) = rest.chars().next() else { return length };
        let after = digits(&rest[separator.len_utf8()..]);
        let joins = match separator {
            '.' | ',' | '\'' | '’' => after > 0,
            ' ' | '\u{a0}' | '\u{202f}' => grouped && after == 3,
            _ => false,
        };
        if !joins {
            return length;
        }
        grouped &= after == 3;
        length += separator.len_utf8() + after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        assert_eq!(words("Don’t pay $1,250.50/mo"), ["don't", "pay", "$", "1,250.50", "/", "mo"]);
        assert_eq!(words("10K+ im Monat"), ["10", "k", "+", "im", "monat"]);
        assert_eq!(words("Ｐａｓ\u{200b}ｓｉｖｅ １０，０００"), ["passive", "10,000"]);
        assert_eq!(words("月入10万元"), ["月", "入", "10", "万", "元"]);
        assert_eq!(words("1 200,50 € or 12 4000"), ["1 200,50", "€", "or", "12", "4000"]);
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let last = |text: &str| tokens(text).last().unwrap().sentence;
        assert_eq!(last("£500 p.m. is fine"), 1);
        assert_eq!(last("One. Two! Three"), 2);
        assert_eq!(last("a line\nwrapped"), 0);
        assert_eq!(last("- one\n- two"), 1);
        assert_eq!(last("Rs. 50,000"), 0);
        assert_eq!(last("Really?! Wait...\nYes"), 2);
    }

    #[test]
    fn quotations_are_marked() {
        let quoted: Vec<String> = tokens("he said “easy money” once")
            .into_iter()
            .filter(|t| t.quoted && t.kind == Kind::Word)
            .map(|t| t.word)
            .collect();
        assert_eq!(quoted, ["easy", "money"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_at_characters(text in ".{0,200}") {
            for token in tokens(&text) {
                prop_assert!(text.get(token.start..token.end).is_some());
            }
        }
    }
}
