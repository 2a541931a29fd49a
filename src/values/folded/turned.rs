//! Letters that are turned round.

/// Letters that look like others when the page is turned round, each with the one that is then seen.
const UPRIGHT: [(char, char); 54] = [
    ('ɐ', 'a'),
    ('ɔ', 'c'),
    ('ǝ', 'e'),
    ('ə', 'e'),
    ('ɟ', 'f'),
    ('ƃ', 'g'),
    ('ᵷ', 'g'),
    ('ɓ', 'g'),
    ('ɥ', 'h'),
    ('ᴉ', 'i'),
    ('ı', 'i'),
    ('ɾ', 'j'),
    ('ʞ', 'k'),
    ('ן', 'l'),
    ('ꞁ', 'l'),
    ('ɯ', 'm'),
    ('ɹ', 'r'),
    ('ʇ', 't'),
    ('ʌ', 'v'),
    ('ʍ', 'w'),
    ('ʎ', 'y'),
    ('∀', 'A'),
    ('ꓭ', 'B'),
    ('Ɔ', 'C'),
    ('ꓷ', 'D'),
    ('Ǝ', 'E'),
    ('Ⅎ', 'F'),
    ('פ', 'G'),
    ('⅁', 'G'),
    ('ſ', 'J'),
    ('ꓘ', 'K'),
    ('⅂', 'L'),
    ('˥', 'L'),
    ('Ԁ', 'P'),
    ('ᴚ', 'R'),
    ('ꓤ', 'R'),
    ('┴', 'T'),
    ('⊥', 'T'),
    ('∩', 'U'),
    ('Λ', 'V'),
    ('⅄', 'Y'),
    ('⇂', '1'),
    ('Ɩ', '1'),
    ('ᄅ', '2'),
    ('Ɛ', '3'),
    ('ㄣ', '4'),
    ('ϛ', '5'),
    ('ㄥ', '7'),
    ('˙', '.'),
    ('¡', '!'),
    ('¿', '?'),
    ('⅋', '&'),
    ('‾', '_'),
    ('؛', ';'),
];

/// Letters and signs that are others of their kind when they are turned round.
const PAIRS: [(char, char); 11] = [
    ('b', 'q'),
    ('d', 'p'),
    ('n', 'u'),
    ('M', 'W'),
    ('6', '9'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    (',', '\''),
    ('/', '\\'),
];

/// Letters of no language's everyday writing.
pub(super) fn is_nothing_else(c: char) -> bool {
    matches!(
        c,
        'ɐ' | 'ɟ'
            | 'ƃ'
            | 'ɥ'
            | 'ᴉ'
            | 'ɾ'
            | 'ʞ'
            | 'ɯ'
            | 'ɹ'
            | 'ʇ'
            | 'ʌ'
            | 'ʍ'
            | 'ʎ'
            | 'Ⅎ'
            | 'Ԁ'
            | '⅄'
            | '˥'
            | '⅂'
            | 'ꓤ'
            | 'ꓘ'
            | '∀'
            | '┴'
    )
}

/// Whether anything in the text is turned round for sure.
pub(super) fn any(text: &str) -> bool {
    text.chars().any(is_nothing_else)
}

/// The letter that is seen in one that is turned round where it stands: `ʇelegrɐɯ`.
pub(super) fn in_its_place(c: char) -> Option<char> {
    let seen = UPRIGHT.iter().find(|(turned, _)| *turned == c)?.1;
    is_nothing_else(c).then_some(seen)
}

/// The letter that is seen when the page is turned round.
pub(super) fn upright(c: char) -> char {
    let turned = UPRIGHT.iter().find(|(turned, _)| *turned == c).map(|(_, seen)| *seen);
    let swapped = || {
        PAIRS.iter().find_map(|(one, two)| match c {
            _ if c == *one => Some(*two),
            _ if c == *two => Some(*one),
            _ => None,
        })
    };
    turned.or_else(swapped).unwrap_or(c)
}
