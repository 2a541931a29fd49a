//! Finding the words of a rule in a text.

use crate::claims::{
    reading::{
        Sum,
        tokens::{Kind, Token},
    },
    words::WORDS,
};

/// Words that `…` may stand for.
pub const GAP: usize = 3;

/// A text's words, ready to be searched.
pub struct Searched<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// Places of words and numbers among the tokens.
    pub(super) words: Vec<usize>,
    sums: &'a [Sum],
}

impl<'a> Searched<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token], sums: &'a [Sum]) -> Self {
        let words = (0..tokens.len()).filter(|at| tokens[*at].kind != Kind::Sign).collect();
        Self { text, tokens, words, sums }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether at least one word in ten is one of those of English, and no more are written in other letters. Of a text
    /// of fewer than four words only the letters are looked at.
    pub fn is_english(&self) -> bool {
        let count = |is: &dyn Fn(&str) -> bool| {
            self.words.iter().filter(|place| is(&self.tokens[**place].word)).count()
        };
        let english = count(&|word| WORDS.english.has(word));
        let foreign = count(&|word| !word.is_ascii());
        english >= foreign && (self.len() < 4 || english * 10 >= self.len())
    }

    /// Whether the sum's sentence names something that is sold, such as a course.
    pub fn prices_something(&self, sum: &Sum) -> bool {
        let sentence = self.tokens[sum.amount.start].sentence;
        self.tokens.iter().any(|token| token.sentence == sentence && WORDS.priced.has(&token.word))
    }

    /// The last word of the phrase, if it begins at this word.
    pub fn ends(&self, phrase: &str, from: usize) -> Option<usize> {
        self.matches(&phrase.split(' ').collect::<Vec<_>>(), from)
    }

    pub(super) fn matches<T: AsRef<str>>(&self, parts: &[T], from: usize) -> Option<usize> {
        let (first, rest) = parts.split_first()?;
        let first = first.as_ref();
        if first == "…" {
            return (0..=GAP).find_map(|skipped| self.matches(rest, from + skipped));
        }
        let token = self.word(from)?;
        if !first.split('/').any(|part| self.fits(part, from)) {
            return None;
        }
        if rest.is_empty() {
            return Some(from);
        }
        let last = self.matches(rest, from + 1)?;
        (self.word(last)?.sentence == token.sentence).then_some(last)
    }

    pub fn word(&self, at: usize) -> Option<&'a Token> {
        self.words.get(at).map(|place| &self.tokens[*place])
    }

    fn fits(&self, part: &str, at: usize) -> bool {
        let place = self.words[at];
        let token = &self.tokens[place];
        match part.strip_suffix('*') {
            Some(beginning) => token.word.starts_with(beginning),
            None if part == "#" => token.kind == Kind::Number,
            None if part == "$" => self.sums.iter().any(|sum| sum.amount.contains(&place)),
            None => token.word == part,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::reading::{Reading, tokens::tokens};

    fn first(text: &str, phrase: &str) -> Option<String> {
        let tokens = tokens(text);
        let reading = Reading::of(text, &tokens);
        Searched::new(text, &tokens, &reading.sums).meant(phrase).next().map(|found| found.words.to_owned())
    }

    #[test]
    fn phrases_are_found_in_the_texts_own_words() {
        assert_eq!(first("Get GUARANTEED cash", "guarantee*").as_deref(), Some("GUARANTEED"));
        assert_eq!(
            first("No prior tech experience needed", "no … experience").as_deref(),
            Some("No prior tech experience")
        );
        assert_eq!(first("Only 5 spots left", "# spots/places/seats").as_deref(), Some("5 spots"));
        assert_eq!(first("No rush. Experience helps", "no … experience"), None, "another sentence");
        assert_eq!(first("up to $500", "up to $").as_deref(), Some("up to $500"));
        assert_eq!(first("up to 12 clients", "up to $"), None, "no sum");
        assert_eq!(first("a 𝗣𝗮𝘀𝘀𝗶𝘃𝗲 income", "passive income").as_deref(), Some("𝗣𝗮𝘀𝘀𝗶𝘃𝗲 income"));
    }

    #[test]
    fn what_is_denied_or_told_of_others_is_not_meant() {
        for text in [
            "Income is not guaranteed",
            "We do not, and cannot, guarantee a result",
            "Nothing here is guaranteed",
            "Beware of guaranteed income",
            "Avoid ads that promise a guaranteed income",
            "Guaranteed income is a myth",
            "He posted ads with “guaranteed income” and I laughed",
        ] {
            assert_eq!(first(text, "guarantee*"), None, "{text}");
        }
        for text in [
            "This is not a scam, guaranteed",
            "Don't miss this guaranteed income",
            "“Guaranteed!” Jim from Ohio",
            "It is not luck but guaranteed income",
            "Warning: guaranteed $500 a day",
            "No doubt, this is guaranteed",
            "Ignore the haters: guaranteed income is real",
            "Avoid the rat race with guaranteed income",
            "It has never been easier to get a guaranteed income",
            "Nothing beats guaranteed income",
            "Why not get guaranteed income?",
            "Don't you want guaranteed income?",
            "No boss no commute guaranteed income",
        ] {
            assert!(first(text, "guarantee*").is_some(), "{text}");
        }
    }

    #[test]
    fn english_is_known_by_its_little_words() {
        let is_english = |text: &str| Searched::new(text, &tokens(text), &[]).is_english();
        for text in ["Make $500 a day with this", "$5,000/mo", "Passive income", "The café in the old town"]
        {
            assert!(is_english(text), "{text}");
        }
        for text in [
            "我每月赚10万",
            "Verdiene 500 Euro im Monat von zu Hause",
            "Gana dinero por mes con IA",
            "دخل شهري",
        ] {
            assert!(!is_english(text), "{text}");
        }
    }
}
