//! Passwords that are tried first, however they are dressed up.

use crate::values::{Folded, letters};
use std::{collections::HashSet, sync::LazyLock};

static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let listed = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    listed.map(lower).flat_map(|word| [plain(&word), read(&word)]).filter(|word| !word.is_empty()).collect()
});

/// Letters that are left of a password without digits and signs, at the least, to be looked for.
const SHORTEST_CORE: usize = 4;

/// Whether it is on the list: in any case, with or without signs in it, with digits and signs around it, with letters
/// written as signs and digits (`p@ssw0rd`), backwards, or several times over.
pub fn is_common(typed: &str) -> bool {
    let whole = lower(typed);
    let no_end = whole.trim_end_matches(|c: char| !c.is_alphabetic());
    let core = no_end.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_listed = |text: &str| {
        let backwards: String = text.chars().rev().collect();
        [plain(text), read(text), plain(&backwards)]
            .iter()
            .any(|word| COMMON.contains(word) || COMMON.contains(repeated(word)))
    };
    is_listed(&whole)
        || [no_end, core].iter().any(|core| plain(core).chars().count() >= SHORTEST_CORE && is_listed(core))
}

/// Whether it holds this word, with letters written as signs and digits or not.
pub fn holds(typed: &str, word: &str) -> bool {
    let (typed, word) = (lower(typed), plain(&lower(word)));
    !word.is_empty() && (plain(&typed).contains(&word) || read(&typed).contains(&read(&word)))
}

/// In small letters without accents, with the Latin ones in place of their look-alikes.
fn lower(text: &str) -> String {
    Folded::of(text).text.chars().flat_map(letters).collect()
}

/// Letters and digits alone.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text with the signs and digits that stand for letters read as these.
fn read(text: &str) -> String {
    let letter = |c| match c {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' | '|' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' | '+' => 't',
        other => other,
    };
    plain(&text.chars().map(letter).collect::<String>())
}

/// The part that a text is made of by repeating it; else the text.
fn repeated(text: &str) -> &str {
    let parts = text.char_indices().map(|(at, _)| &text[..at]).skip(1);
    let mut parts = parts.filter(|part| text.len().is_multiple_of(part.len()));
    parts.find(|part| part.repeat(text.len() / part.len()) == text).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_more_than_the_3000_that_are_asked_for_of_those_long_enough() {
        let long = COMMON.iter().filter(|word| word.chars().count() >= 12).count();
        assert!(long >= 6_000, "{long}");
        assert!(COMMON.len() >= 15_000, "{}", COMMON.len());
    }

    #[test]
    fn every_listed_password_is_refused_as_it_is_and_dressed_up() {
        for word in include_str!("common.txt").lines().filter(|line| !line.starts_with('#')) {
            assert!(is_common(word) && is_common(&word.to_uppercase()), "{word}");
        }
        for dressed in [
            "P@ssw0rd1234",
            "pass-word-12345",
            "$unshine2024!!",
            "2019Dragon2019!",
            "ＰＡＳＳＷＯＲＤ１２３４",
            "Summer 2026!!!",
            "trustno1trustno1",
            "qwertyqwertyqwerty",
            "!!!iloveyou!!!",
            "m0nk3y99999999",
            "Pässwörd1234",
            "p\u{430}ssword1234",
            "pass\u{200b}word1234",
            "4321drowssap",
        ] {
            assert!(is_common(dressed), "{dressed}");
        }
    }

    #[test]
    fn what_merely_holds_a_common_word_is_not_common() {
        for good in [
            "correct horse battery",
            "!\"£%&/()=?^_;",
            "seven quiet harbours",
            "my dragon eats 12 plums",
            "日本語のとても長いパスワード",
        ] {
            assert!(!is_common(good), "{good}");
        }
        assert!(holds("My F1r$t-Bucket!", "first bucket") && !holds("my buckets", "first bucket"));
        assert!(!holds("anything", "") && !holds("anything", "--"));
    }
}
