//! Whether a text means the words that it uses.

use super::phrase::Searched;
use crate::claims::{
    reading::tokens::{Token, is_question},
    words::WORDS,
};

/// Words back from a phrase that a denial reaches, and that a warning does.
pub const DENIAL_REACH: usize = 3;
pub const WARNING_REACH: usize = 7;

/// A place where the text means a phrase.
pub struct Match<'a> {
    /// The text's own words.
    pub words: &'a str,
    pub sentence: usize,
}

impl<'a> Searched<'a> {
    /// Whether the text means one of the phrases anywhere.
    pub fn means_any(&self, phrases: &[String]) -> bool {
        phrases.iter().any(|phrase| self.meant(phrase).next().is_some())
    }

    /// Every place where the text means the phrase.
    pub fn meant(&self, phrase: &str) -> impl Iterator<Item = Match<'a>> {
        let parts: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        (0..self.words.len()).filter_map(move |from| {
            let last = self.matches(&parts, from).filter(|last| is_meant(self, from, *last))?;
            let (from, to) = (&self.tokens[self.words[from]], &self.tokens[self.words[last]]);
            Some(Match { words: self.text.get(from.start..to.end)?, sentence: from.sentence })
        })
    }
}

/// Whether the words between these two places are claimed, and neither denied nor told of others.
fn is_meant(text: &Searched<'_>, from: usize, last: usize) -> bool {
    let is_debunked = WORDS.debunks.words.iter().any(|phrase| {
        let same = |end: usize| {
            text.word(end).map(|word| word.sentence) == text.word(last).map(|word| word.sentence)
        };
        // "Passive income is a myth", with a word between.
        (last + 1..=last + 2).any(|from| text.ends(phrase, from).is_some_and(same))
    });
    !(is_debunked || is_denied(text, from) || is_warned_of(text, from) || is_quoted_with_doubt(text, from))
}

/// Whether a denial shortly before belongs to it: among three words of the same clause, or two across a comma.
fn is_denied(text: &Searched<'_>, at: usize) -> bool {
    let word = |at: usize| text.tokens[text.words[at]].word.as_str();
    let sentence = text.tokens[text.words[at]].sentence;
    if is_question(text.tokens, sentence) {
        return false;
    }
    for back in 1..=at.min(DENIAL_REACH) {
        let before = at - back;
        let is_apart = has_sign(text, before, at) && back > 2;
        if text.tokens[text.words[before]].sentence != sentence
            || WORDS.denial_ends.has(word(before))
            || is_apart
        {
            return false;
        }
        let denies = WORDS.denials.has(word(before)) || word(before).ends_with("n't");
        if denies && !WORDS.denied_elsewhere.has(word(before + 1)) {
            let asks = before.checked_sub(1).is_some_and(|at| word(at) == "why");
            // "No boss, no commute, passive income"; "from zero to passive income".
            let listed =
                (before.saturating_sub(3)..before).any(|at| word(at) == "no" && word(before) == "no");
            let counted = word(before) == "zero";
            return !(asks || back > 1 && (listed || counted));
        }
    }
    false
}

/// Whether a warning stands right before it.
fn is_warned_of(text: &Searched<'_>, at: usize) -> bool {
    (at.saturating_sub(WARNING_REACH)..at).any(|from| {
        let ends = |phrase: &String| text.ends(phrase, from).filter(|last| *last < at);
        let same = text.tokens[text.words[from]].sentence == text.tokens[text.words[at]].sentence;
        same && WORDS.warnings.words.iter().filter_map(ends).any(|last| !has_sign(text, last, at))
    })
}

/// Whether it is a quotation in a sentence that speaks of what others say.
fn is_quoted_with_doubt(text: &Searched<'_>, at: usize) -> bool {
    let here = &text.tokens[text.words[at]];
    let doubts = |token: &Token| token.sentence == here.sentence && WORDS.doubts.has(&token.word);
    here.quoted && text.tokens.iter().any(doubts)
}

/// Whether a sign between two words parts the sentence.
fn has_sign(text: &Searched<'_>, from: usize, to: usize) -> bool {
    let between = &text.tokens[text.words[from]..text.words[to]];
    between.iter().any(|token| matches!(token.word.as_str(), "," | "，" | "、" | ":" | "—" | "–" | "("))
}
