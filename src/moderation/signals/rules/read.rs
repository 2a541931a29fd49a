//! A text as the rules read it: folded, so that no disguise of its letters hides a word.

use crate::values::{Folded, has_no_spaces, is_character};
use std::{collections::HashSet, ops::Range};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_security::skeleton;

/// What somebody wrote, and what is seen of it.
pub struct Text<'a> {
    written: &'a str,
    folded: Folded,
    /// Its words with signs inside of them read as letters, and as signs.
    words: [Vec<Word>; 2],
}

/// A word in the folded text, with the letters by which it is known.
struct Word {
    place: Range<usize>,
    key: String,
}

/// The most signs that may stand between the letters of one phrase.
const MOST_BETWEEN: usize = 6;

impl<'a> Text<'a> {
    pub fn of(written: &'a str) -> Self {
        Self::read(written, Folded::of(written))
    }

    /// The same as it may be meant besides: from its end, or turned round.
    pub fn from_its_end(written: &'a str) -> impl Iterator<Item = Self> {
        Folded::from_its_end(written).into_iter().map(move |folded| Self::read(written, folded))
    }

    fn read(written: &'a str, folded: Folded) -> Self {
        let words = [true, false].map(|signs_are_letters| words_of(&folded.text, signs_are_letters));
        Self { written, folded, words }
    }

    /// What the rules read.
    pub fn seen(&self) -> &str {
        &self.folded.text
    }

    /// What was written where this is seen.
    pub fn written(&self, seen: Range<usize>) -> &'a str {
        self.written.get(self.origin(seen)).unwrap_or_default().trim()
    }

    /// Where it was written.
    pub fn origin(&self, seen: Range<usize>) -> Range<usize> {
        self.folded.origin(seen)
    }

    /// Where one of the phrases is seen: its letters in order, in any case, from the beginning of a word to the end of one,
    /// however they are spaced out, hyphenated, accented or written with digits for letters.
    pub fn phrases(&self, phrases: &[&str]) -> Vec<Range<usize>> {
        let key = |phrase: &&str| phrase.chars().filter(|c| c.is_alphanumeric()).filter_map(key_of).collect();
        let keys: Vec<String> = phrases.iter().map(key).collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        for words in &self.words {
            for key in &keys {
                found.extend((0..words.len()).filter_map(|at| self.phrase_at(words, at, key)));
            }
        }
        let mut seen = HashSet::new();
        found.retain(|place| seen.insert((place.start, place.end)));
        found
    }

    fn phrase_at(&self, words: &[Word], at: usize, key: &str) -> Option<Range<usize>> {
        let first = words.get(at)?;
        let mut rest = key.strip_prefix(first.key.as_str())?;
        let mut last = first;
        for word in &words[at + 1..] {
            if rest.is_empty() {
                break;
            }
            let between = &self.seen()[last.place.end..word.place.start];
            if !runs_on(between, last.key.chars().count() == 1) {
                return None;
            }
            rest = rest.strip_prefix(word.key.as_str())?;
            last = word;
        }
        rest.is_empty().then_some(first.place.start..last.place.end)
    }
}

/// The text's words without the punctuation around them.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let start_of = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    let bare = |word: &'_ str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '+' | '/'));
        start_of(word)..start_of(word) + word.len()
    };
    text.split_whitespace().flat_map(at_seams).map(bare).filter(|range| !range.is_empty()).collect()
}

/// A word in parts where writing without spaces goes over into plain letters or back.
fn at_seams(word: &str) -> Vec<&str> {
    let seams = word.char_indices().zip(word.chars().skip(1)).filter(|((_, one), next)| is_seam(*one, *next));
    let ends = seams.map(|((at, one), _)| at + one.len_utf8()).chain([word.len()]);
    ends.scan(0, |start, end| Some(&word[std::mem::replace(start, end)..end])).collect()
}

/// Whether words end between these without a space: plain letters and digits, and those of writing without spaces.
pub fn is_seam(one: char, next: char) -> bool {
    one.is_ascii_alphanumeric() && has_no_spaces(next) || has_no_spaces(one) && next.is_ascii_alphanumeric()
}

/// Whether a phrase may go on behind this: no sentence ends there, unless letters stand alone.
fn runs_on(between: &str, alone: bool) -> bool {
    let ends = between.contains(['.', '!', '?', ';', ':', '。']) && between.contains(char::is_whitespace);
    between.chars().count() <= MOST_BETWEEN && !between.contains(['\'', '’']) && (alone || !ends)
}

fn words_of(text: &str, signs_are_letters: bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        let end = start + c.len_utf8();
        let before = words.last_mut().filter(|word| word.place.end == start);
        let next_is_letter = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let is_sign = next_is_letter && matches!(c, '@' | '|' | '!' | '¡' | '+' | '¢' | '$' | '€' | '§')
            || before.is_some() && matches!(c, '$' | '€' | '§');
        let inside = signs_are_letters && is_sign;
        // Each character is a word, and other writing without spaces ends where plain letters begin.
        let is_seam = |last: char| is_character(last) || has_no_spaces(last) != has_no_spaces(c);
        let before = before.filter(|_| !is_character(c) && !text[..start].ends_with(is_seam));
        if !(c.is_alphanumeric() || inside || before.is_some() && is_combining_mark(c)) {
            continue;
        }
        match before {
            Some(word) => {
                word.place.end = end;
                word.key.extend(key_of(c));
            }
            None => words.push(Word { place: start..end, key: key_of(c).into_iter().collect() }),
        }
    }
    words.retain(|word| !word.key.is_empty());
    for word in &mut words {
        word.key = word.key.replace("rn", "m").replace("vv", "w");
    }
    words
}

/// A letter as it is known whatever its case and marks; digits and signs that stand for letters are those letters, and `i`
/// and `l` are one.
fn key_of(c: char) -> Option<char> {
    if is_character(c) {
        return Some(c);
    }
    let small = c.to_lowercase().next()?;
    let letter = small.nfd().next().filter(|letter| !is_combining_mark(*letter))?;
    Some(match letter {
        '0' | 'ø' => 'o',
        '1' | '|' | '!' | '¡' | 'l' | 'ł' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' | '§' => 's',
        '6' | '9' => 'g',
        '7' | '+' => 't',
        '8' => 'b',
        '¢' => 'c',
        other => without_stroke(other).unwrap_or(other),
    })
}

/// The letter in a Latin one that is crossed or hooked: `ħ`, `ⱨ`.
fn without_stroke(c: char) -> Option<char> {
    if !matches!(c, '\u{80}'..='\u{2af}' | '\u{1d6b}'..='\u{1d9a}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
    {
        return None;
    }
    // Hooked below, which UTS 39 keeps apart.
    if let Some((_, letter)) = [('ⱨ', 'h'), ('ⱪ', 'k'), ('ⱬ', 'z')].iter().find(|(hooked, _)| *hooked == c)
    {
        return Some(*letter);
    }
    let mut shape = skeleton(c.encode_utf8(&mut [0; 4])).collect::<Vec<_>>().into_iter();
    let letter = shape.next().filter(char::is_ascii_alphabetic)?;
    shape.all(is_combining_mark).then(|| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, phrases: &[&str]) -> Vec<&'a str> {
        let text = Text::of(text);
        text.phrases(phrases).into_iter().map(|place| text.written(place)).collect()
    }

    #[test]
    fn phrases_are_whole_words_in_any_case() {
        let text = "Passive Income, not impassive incomes. passive income";
        assert_eq!(found(text, &["passive income"]), ["Passive Income", "passive income"]);
    }

    #[test]
    fn no_disguise_hides_a_phrase() {
        for disguised in [
            "passive\u{a0}income",
            "passive  income",
            "passive\nincome",
            "pas\u{200b}sive in\u{2063}come",
            "раssіvе іnсоmе",
            "ｐａｓｓｉｖｅ　ｉｎｃｏｍｅ",
            "𝓹𝓪𝓼𝓼𝓲𝓿𝓮 𝕚𝕟𝕔𝕠𝕞𝕖",
            "ᴘᴀꜱꜱɪᴠᴇ ɪɴᴄᴏᴍᴇ",
            "ⓟⓐⓢⓢⓘⓥⓔ 🅘🅝🅒🅞🅜🅔",
            "p a s s i v e  i n c o m e",
            "p.a.s.s.i.v.e i-n-c-o-m-e",
            "p. a. s. s. i. v. e income",
            "passive-income",
            "passive_income",
            "passiveincome",
            "pass ive inco me",
            "pássïvë ìncömé",
            "p\u{336}a\u{336}s\u{336}sive income",
            "p\u{301}\u{302}\u{303}\u{304}assive income",
            "pa$$ive 1ncome",
            "passlve lncome",
            "PASSIVE INCOME",
            "passıve ıncome",
            "pa\u{fe0e}ssive income",
            "pass*ive income",
            "passivɇ ɨncome",
            "passive incorne",
            "passive ~~~~ income",
            "passiv€ income",
            "ᑭᗩᔕᔕIᐯE Iᑎᑕᗝᗰᕮ",
        ] {
            assert_eq!(found(disguised, &["passive income"]), [disguised], "{disguised}");
        }
    }

    #[test]
    fn letters_of_several_sentences_are_no_phrase() {
        for calm in [
            "It was passive. Income came later.",
            "What's app development like?",
            "He sat in. Come!",
            "a buyer, my aunt",
        ] {
            assert_eq!(found(calm, &["passive income", "whatsapp", "buy my"]), [""; 0], "{calm}");
        }
        assert_eq!(found("on wⱨatsapp, wħatsapp", &["whatsapp"]), ["wⱨatsapp", "wħatsapp"]);
    }
}
