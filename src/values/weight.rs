//! How much a text says, which is what every least length is measured in.
//!
//! Eighty letters of an alphabet are a sentence, and so are forty signs of a writing in which one sign is a whole syllable or
//! word: an alphabet spells the syllable with two letters or more. Such a sign therefore counts as two. That is the factor
//! by which twitter-text counts since its second version; that a character of Chinese or Japanese tells more than one of
//! English was measured by Neubig and Duh (*How Much Is Said in a Tweet?*, 2013). Thai, Lao, Khmer, Burmese and the scripts
//! of India write each vowel as a sign of its own, which counts as one.

use super::characters::seen;

const OF_SYLLABLE: usize = 2;

/// The rule as it is said to whoever is refused.
pub(super) const SAID: &str = "each Chinese, Japanese, Korean or Amharic character counts as two";

/// How much can be read in the text: its characters as they are seen ([`seen`]), where a sign of a whole syllable counts as
/// two, and what is no letter (a digit, a full stop, the space behind a Korean word) as much as what stands before it. At
/// most twice its characters.
pub fn weight(text: &str) -> usize {
    let mut each = 1;
    let weigh = |c: char| {
        if c.is_alphabetic() {
            each = of_letter(c);
        }
        each
    };
    seen(text).map(weigh).sum()
}

/// The weight of this letter: 1, or 2 where it is a whole syllable or word, as in Chinese, Japanese, Korean, Yi,
/// Amharic, Cherokee, Vai and the syllables of Canada.
pub(super) fn of_letter(c: char) -> usize {
    match u32::from(c) {
        // Ideographs.
        0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
        // Kana, of all widths.
        | 0x3041..=0x3096 | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D | 0x1AFF0..=0x1B16F
        // Hangul: a syllable, or the first letter of one that is written in parts.
        | 0xAC00..=0xD7A3 | 0x1100..=0x115E | 0xA960..=0xA97C
        // Ethiopic, Cherokee, the syllables of Canada, Vai, Yi.
        | 0x1200..=0x135A | 0x1380..=0x138F | 0x2D80..=0x2DDE | 0xAB01..=0xAB2E | 0x13A0..=0x13FD | 0xAB70..=0xABBF
        | 0x1401..=0x166C | 0x166F..=0x167F | 0x18B0..=0x18F5 | 0xA500..=0xA60C | 0xA000..=0xA48C => OF_SYLLABLE,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn a_sign_of_a_whole_syllable_counts_as_two() {
        for (text, weighs) in [
            ("two words.", 10),
            ("我写了四十篇攻略。", 18),
            ("我寫了四十篇攻略。", 18),
            ("記事を四十本書いた。", 20),
            ("ｱﾙﾊﾞｲﾄ", 11),
            ("𠮷野家", 6),
            ("글을 썼다.", 12),
            ("ማስታወቂያ ሸጥኩ።", 22),
            ("ᏣᎳᎩ", 6),
            // Other letters and what stands with them count as ever.
            ("ChatGPT写的", 11),
            ("12 万", 5),
            ("万 12", 8),
            ("すごーーい", 10),
            // Vowels that have a sign of their own are one, as is what they stand on.
            ("ฉันเลิกทำ", 9),
            ("ខ្ញុំសរសេរ", 10),
            ("मैंने लिखा", 10),
            ("ვწერდი", 6),
            ("כתבתי", 5),
            ("كتبتُ", 4),
        ] {
            assert_eq!(weight(text), weighs, "{text}");
        }
    }

    #[test]
    fn spaces_marks_and_what_is_not_seen_weigh_nothing_more() {
        for padded in [
            "月\u{3000}\u{3000} \n収".to_owned(),
            format!("月{} 収", "\u{200B}".repeat(40)),
            format!("月{} 収", "\u{E0101}".repeat(8)),
            format!("月{} 収\u{301}", "\u{3164}".repeat(40)),
        ] {
            assert_eq!(weight(&padded), 6, "{padded:?}");
        }
    }

    #[test]
    fn a_syllable_in_parts_weighs_what_it_weighs_in_one() {
        for whole in ["저녁마다 학습지를 만들었습니다.", "ガギグ", "Việt"] {
            let parts: String = whole.nfd().collect();
            assert_ne!(whole, parts);
            assert_eq!(weight(&parts), weight(whole), "{whole}");
        }
    }

    proptest! {
        /// The tables ask for half of each least length in characters.
        #[test]
        fn no_text_weighs_more_than_twice_its_characters(text in "\\PC{0,40}") {
            prop_assert!(weight(&text) <= 2 * text.chars().count());
        }
    }
}
