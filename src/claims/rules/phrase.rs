//! Finding the words of a rule in a text, where the text means them.

use crate::claims::reading::tokens::{Kind, Token};

/// Words that `…` may stand for.
const GAP: usize = 3;

/// A text's words, ready to be searched.
pub struct Searched<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Places of words and numbers among the tokens.
    words: Vec<usize>,
}

impl<'a> Searched<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let words = (0..tokens.len()).filter(|at| tokens[*at].kind != Kind::Sign).collect();
        Self { text, tokens, words }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the words stand anywhere, meant or not.
    pub fn has(&self, phrase: &str) -> bool {
        self.places(phrase).next().is_some()
    }

    /// The first place where the text means the phrase, in its own words.
    pub fn first(&self, phrase: &str) -> Option<&'a str> {
        let (from, to) = self.places(phrase).find(|(from, _)| self.is_meant(*from))?;
        let (from, to) = (&self.tokens[self.words[from]], &self.tokens[self.words[to]]);
        self.text.get(from.start..to.end)
    }

    /// First and last word of each place, in order.
    fn places(&self, phrase: &str) -> impl Iterator<Item = (usize, usize)> {
        let parts: Vec<&str> = phrase.split(' ').collect();
        (0..self.words.len()).filter_map(move |from| Some((from, self.matches(&parts, from)?)))
    }

    /// The last word of the phrase, if it begins here.
    fn matches(&self, parts: &[&str], from: usize) -> Option<usize> {
        let (first, rest) = parts.split_first()?;
        if *first == "…" {
            return (0..=GAP).find_map(|skipped| self.matches(rest, from + skipped));
        }
        let token = self.word(from)?;
        if !first.split('/').any(|part| fits(part, token)) {
            return None;
        }
        if rest.is_empty() {
            return Some(from);
        }
        let last = self.matches(rest, from + 1)?;
        (self.word(last)?.sentence == token.sentence).then_some(last)
    }

    fn word(&self, at: usize) -> Option<&Token> {
        self.words.get(at).map(|place| &self.tokens[*place])
    }

    /// Whether the words from this place are claimed, and neither denied nor told of others.
    fn is_meant(&self, at: usize) -> bool {
        !(self.is_denied(at) || self.is_told_of_others(at))
    }

    /// Whether a "not" shortly before belongs to it: among five words of the same clause, or two across a comma.
    fn is_denied(&self, at: usize) -> bool {
        let sentence = self.tokens[self.words[at]].sentence;
        let mut commas = false;
        for back in 1..=at.min(5) {
            let place = self.words[at - back];
            let until = self.words[at - back + 1];
            commas |= self.tokens[place..until]
                .iter()
                .any(|token| matches!(token.word.as_str(), "," | ":" | "—" | "–" | "("));
            let token = &self.tokens[place];
            if token.sentence != sentence || token.word == "but" || commas && back > 2 {
                return false;
            }
            let next = &self.tokens[until].word;
            if is_denial(&token.word) && !INTENDED.contains(&next.as_str()) {
                return true;
            }
        }
        false
    }

    /// Whether the sentence warns of such words before it says them.
    fn is_told_of_others(&self, at: usize) -> bool {
        let here = &self.tokens[self.words[at]];
        let before = self.words[..at].iter().rev().map(|place| &self.tokens[*place]);
        let mut sentence = before.take_while(|token| token.sentence == here.sentence);
        let warns = sentence.any(|token| WARNINGS.contains(&token.word.as_str()));
        let after = self.tokens.iter().filter(|token| token.sentence == here.sentence);
        warns || here.quoted && after.into_iter().any(|token| DOUBTS.contains(&token.word.as_str()))
    }
}

fn fits(part: &str, token: &Token) -> bool {
    match part.strip_suffix('*') {
        Some(beginning) => token.word.starts_with(beginning),
        None if part == "#" => token.kind == Kind::Number,
        None => token.word == part,
    }
}

fn is_denial(word: &str) -> bool {
    word.ends_with("n't")
        || matches!(
            word,
            "not"
                | "no"
                | "never"
                | "nothing"
                | "nobody"
                | "without"
                | "cannot"
                | "hardly"
                | "neither"
                | "nor"
        )
}

/// After these a denial denies something else: "don't *miss* this", "not *only*", "no *risk*".
const INTENDED: [&str; 15] = [
    "miss",
    "wait",
    "worry",
    "only",
    "just",
    "doubt",
    "hesitate",
    "need",
    "risk",
    "work",
    "experience",
    "skill",
    "skills",
    "boss",
    "have",
];

/// A sentence that begins with these speaks of what others say.
const WARNINGS: [&str; 12] = [
    "beware",
    "avoid",
    "distrust",
    "suspicious",
    "sceptical",
    "skeptical",
    "warning",
    "careful",
    "wary",
    "ignore",
    "fake",
    "doubt",
];

/// In a sentence with these, a quotation is not the writer's own claim.
const DOUBTS: [&str; 16] = [
    "beware", "laughed", "nonsense", "untrue", "false", "lies", "lie", "titled", "called", "ads", "adverts",
    "promise", "promised", "claims", "distrust", "believe",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::reading::tokens::tokens;

    fn first(text: &str, phrase: &str) -> Option<String> {
        let tokens = tokens(text);
        Searched::new(text, &tokens).first(phrase).map(str::to_owned)
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
    }

    #[test]
    fn what_is_denied_or_told_of_others_is_not_meant() {
        for text in [
            "Income is not guaranteed",
            "We do not, and cannot, guarantee a result",
            "Nothing here is guaranteed",
            "Beware of guaranteed income",
            "He posted ads with “guaranteed income” and I laughed",
        ] {
            assert_eq!(first(text, "guarantee*"), None, "{text}");
        }
        for text in [
            "This is not a scam, guaranteed",
            "Don't miss this guaranteed income",
            "“Guaranteed!” Jim from Ohio",
            "It is not luck but guaranteed income",
        ] {
            assert!(first(text, "guarantee*").is_some(), "{text}");
        }
    }
}
