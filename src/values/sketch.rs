//! How like two texts are, and what is kept of a text so that those like it are found without reading them all.

use super::{Folded, is_character};
use std::collections::HashSet;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// How many marks a sketch has at most.
const MARKS: usize = 64;
/// How many words in a row make a mark.
const IN_A_ROW: usize = 3;

/// Marks of what a text says, however its letters are disguised: of its rows of three words, the numbers of those whose
/// numbers are the smallest. Of two texts that share half of their rows, the sketches share about half of their marks; texts
/// that have nothing to do with each other share none or a few. Empty for a text without words.
pub fn sketch(text: &str) -> Vec<i32> {
    let words = words(text);
    let rows = words.windows(IN_A_ROW.min(words.len()).max(1)).map(number);
    let mut marks: Vec<u32> = rows.collect();
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(MARKS);
    marks.into_iter().map(u32::cast_signed).collect()
}

/// How much of the letters of two texts is shared, from 0 to 1: of their rows of three letters, as `similarity` of
/// PostgreSQL's pg_trgm counts them. A light rewrite has about 0.87, an unrelated text 0.05.
pub fn likeness(one: &str, other: &str) -> f32 {
    let (one, other) = (trigrams(one), trigrams(other));
    let shared = one.intersection(&other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

fn trigrams(text: &str) -> HashSet<[char; 3]> {
    let mut trigrams = HashSet::new();
    for word in words(text) {
        let letters: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
        trigrams.extend(letters.windows(3).map(|three| [three[0], three[1], three[2]]));
    }
    trigrams
}

/// Words as they are read, in small letters without accents; of writing without spaces each character.
fn words(text: &str) -> Vec<String> {
    let seen = Folded::of(text).text.to_lowercase();
    let letters = seen.nfd().filter(|c| !is_combining_mark(*c)).nfc();
    let mut words: Vec<String> = Vec::new();
    let mut ended = true;
    for c in letters {
        let alone = is_character(c);
        if !c.is_alphanumeric() {
            ended = true;
            continue;
        }
        match words.last_mut().filter(|_| !ended && !alone) {
            Some(word) => word.push(c),
            None => words.push(c.into()),
        }
        ended = alone;
    }
    words
}

/// FNV-1a, stirred: the same in every release, since it is kept.
fn number(words: &[String]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "I wrote worksheets for two schools nearby, mostly in the evenings. The model made the first version and I \
        mended it, which took longer than I had thought. Each school wanted its own layout, and that took hours. I counted the \
        fees of the platform only when they were taken. Ask for the layout before the price, and write down your hours from \
        the first day, or you will fool yourself.";
    const OTHER: &str = "My plan was to sell travel guides. Nobody looked for them where I had put them, and after five months \
        I gave up. I would begin with one customer who pays, not with forty posts that nobody reads. The tool is the cheap part.";

    fn shared(one: &str, other: &str) -> usize {
        let (one, other) = (sketch(one), sketch(other));
        one.iter().filter(|mark| other.contains(mark)).count()
    }

    #[test]
    fn a_light_rewording_shares_marks_and_letters_and_another_text_does_not() {
        let reworded = STORY
            .replace("worksheets", "exercises")
            .replace("mostly in the evenings", "after work")
            .replace("which took longer than", "slower than")
            .replace("Ask for", "Settle")
            .replace("fool yourself", "lie to yourself");
        assert!(likeness(STORY, &reworded) >= 0.45, "{}", likeness(STORY, &reworded));
        assert!(shared(STORY, &reworded) >= 10, "{}", shared(STORY, &reworded));
        assert!(likeness(STORY, OTHER) < 0.3, "{}", likeness(STORY, OTHER));
        assert_eq!(shared(STORY, OTHER), 0);
    }

    #[test]
    fn a_disguise_changes_neither() {
        let disguised =
            STORY.replace('o', "о").replace("sch", "s\u{200b}ch").replace("The", "𝕋𝕙𝕖").replace("my", "ｍｙ");
        assert_eq!(sketch(&disguised), sketch(STORY));
        assert!((likeness(&disguised, STORY) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn writing_without_spaces_and_short_texts_have_marks() {
        let (text, reworded) = (
            "月に三回ブログを書いて広告を載せたが収入はほとんどなかった",
            "月に四回ブログを書いて広告を載せたが収入は全然なかった",
        );
        assert!(shared(text, reworded) >= 10 && likeness(text, reworded) >= 0.45);
        assert_eq!((sketch("").len(), sketch("!…").len(), sketch("two words").len()), (0, 0, 1));
        assert!(sketch(&STORY.repeat(9)).len() <= MARKS);
    }
}
