//! Letters that are turned round.

use super::below;

/// Letters that look like others when the page is turned round, and below each the one that is then seen.
const UPRIGHT: [&str; 2] = [
    "ɐɔǝəɟƃᵷɓɥᴉıɾʞ\u{5df}ꞁɯɹʇʌʍʎ∀ꓭƆꓷƎℲ\u{5e4}⅁ſꓘ⅂˥Ԁᴚꓤ┴⊥∩Λ⅄⇂ƖᄅƐㄣϛㄥ˙¡¿⅋‾\u{61b}",
    "aceefggghiijkllmrtvwyABCDEFGGJKLLPRRTTUVY1123457.!?&_;",
];

/// Letters and signs that are others of their kind when they are turned round.
const PAIRS: [&str; 2] = ["bdnM6([{<,/", "qpuW9)]}>'\\"];

/// Letters of no language's everyday writing.
pub(super) fn is_nothing_else(c: char) -> bool {
    "ɐɟƃɥᴉɾʞɯɹʇʌʍʎℲԀ⅄˥⅂ꓤꓘ∀┴".contains(c)
}

/// Whether anything in the text is turned round for sure.
pub(super) fn any(text: &str) -> bool {
    text.chars().any(is_nothing_else)
}

/// The letter that is seen in one that is turned round where it stands: `ʇelegrɐɯ`.
pub(super) fn in_its_place(c: char) -> Option<char> {
    below(c, UPRIGHT).filter(|_| is_nothing_else(c))
}

/// The letter that is seen when the page is turned round.
pub(super) fn upright(c: char) -> char {
    let [one, other] = PAIRS;
    below(c, UPRIGHT).or_else(|| below(c, [one, other])).or_else(|| below(c, [other, one])).unwrap_or(c)
}
