//! Which characters of a text from outside are kept, which are taken out without a word, and which are complained of.
//!
//! Whoever types sees letters, not characters. What cannot be seen and changes nothing that can be (a zero width space,
//! a soft hyphen, a mark of direction, an isolate: pages isolate each text by themselves) is taken out. What makes a
//! text read otherwise than it is written (an override of direction, tags, private use) is named with its place.

use unicode_normalization::char::is_combining_mark;

/// Marks that one letter may carry. Hebrew and Tibetan need half as many.
const MOST_MARKS: usize = 8;

/// The emoji of which the flags of England, Scotland and Wales are made, with tags behind it.
const BLACK_FLAG: char = '\u{1F3F4}';

const ZERO_WIDTH_JOINER: char = '\u{200D}';

/// Whether text from outside may go further: it holds no NUL, which Postgres cannot store, and no control
/// character other than tab and line ends.
pub fn is_clean(text: &str) -> bool {
    unclean(text).is_none()
}

/// The place, counted from 1, of the first character that may not.
pub fn unclean(text: &str) -> Option<usize> {
    with_line_ends(text).chars().position(is_refused_control).map(|at| at + 1)
}

/// Whether nothing in the text can be seen, nor has to be complained of.
pub fn is_blank(text: &str) -> bool {
    visible(text) == 0
}

/// The text without what cannot be seen or turns the direction: words to look for, and words as they will be kept.
pub fn legible(text: &str) -> String {
    sorted(&with_line_ends(text)).filter_map(|(_, _, fate)| fate.kept()).collect::<String>().trim().to_owned()
}

/// Somebody's words to stand in a text of ours that has no markup. Those in a script that runs from right to left are put
/// between a first strong isolate and its end, so that they turn nothing around them.
pub fn isolated(words: &str) -> String {
    let turns = words.chars().any(|c| {
        matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
    });
    if turns { format!("\u{2068}{words}\u{2069}") } else { words.to_owned() }
}

/// Whether this character by itself is neither taken out nor complained of, nor another in its place.
pub(super) fn is_kept(c: char) -> bool {
    fate(c).kept() == Some(c)
}

/// The text without what cannot be seen or turns the direction, for numbers and dates: a control character stays, since
/// no number has one.
pub(super) fn bare(text: &str) -> String {
    let kept = |c: char, fate: Fate| if is_refused_control(c) { Some(c) } else { fate.kept() };
    sorted(&with_line_ends(text)).filter_map(|(_, c, fate)| kept(c, fate)).collect()
}

/// How many characters a reader sees.
pub(super) fn visible(text: &str) -> usize {
    seen(text).count()
}

/// The characters as a reader counts them: marks belong to what they stand on but for the vowels of scripts that write them as
/// marks, a run of white space is one, a syllable of Hangul written in parts is its first, and what cannot be seen is none.
pub(super) fn seen(text: &str) -> impl Iterator<Item = char> {
    let (mut any, mut space, mut joined) = (false, false, false);
    text.chars().flat_map(move |c| {
        let mut found = [None, None];
        if is_space(c) {
            space = true;
        } else if !(is_combining_mark(c) && !is_vowel(c)
            || is_later_jamo(c)
            || is_skin_tone(c)
            || is_unseen(c)
            || (joined && is_emoji(c)))
        {
            found = [(space && any).then_some(' '), Some(c)];
            (any, space) = (true, false);
        }
        joined = c == ZERO_WIDTH_JOINER;
        found.into_iter().flatten()
    })
}

/// The letters among them, of any script: not digits, signs, emoji, marks, or the letters that stand for a breath, a length or
/// a tone and look like signs.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    let looks_like_a_sign = |c: char| {
        matches!(c, '\u{2B0}'..='\u{2FF}' | '\u{37A}' | '\u{640}' | '\u{3031}'..='\u{3035}' | '\u{30FC}' | '\u{A717}'..='\u{A721}'
            | '\u{A788}'..='\u{A78A}' | '\u{FF70}')
    };
    seen(text).filter(move |c| c.is_alphabetic() && !is_combining_mark(*c) && !looks_like_a_sign(*c))
}

/// Every kind of line end as `\n`: of Windows and of old Macs, next line, line and paragraph separator, and the tabulator
/// and page end of typewriters.
pub fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}'], "\n")
}

/// The text as it is kept, trimmed. A complaint says what is in the way, and its place, counted from 1.
pub(super) fn kept(text: &str) -> Result<String, String> {
    let (mut kept, mut marks) = (String::with_capacity(text.len()), 0);
    for (at, c, fate) in sorted(text) {
        let place = at + 1;
        match fate {
            Fate::Kept(c) => {
                marks = if is_combining_mark(c) { marks + 1 } else { 0 };
                if marks > MOST_MARKS {
                    return Err(format!(
                        "more than {MOST_MARKS} marks on one letter, at place {place}; take them out"
                    ));
                }
                kept.push(c);
            }
            Fate::TakenOut => {}
            Fate::Named("") => {
                return Err(format!("a character we cannot keep, at place {place}; take it out"));
            }
            Fate::Named(name) => {
                let code = u32::from(c);
                return Err(format!(
                    "an invisible character (U+{code:04X}, {name}) at place {place}; take it out"
                ));
            }
        }
    }
    Ok(kept.trim().to_owned())
}

#[derive(Clone, Copy)]
enum Fate {
    /// It stays, or this stays in its place.
    Kept(char),
    TakenOut,
    /// It is complained of by this name; empty for what has none.
    Named(&'static str),
}

impl Fate {
    fn kept(self) -> Option<char> {
        match self {
            Self::Kept(c) => Some(c),
            _ => None,
        }
    }
}

/// Each character with its place, from 0, and what becomes of it after those before it.
fn sorted(text: &str) -> impl Iterator<Item = (usize, char, Fate)> {
    text.chars().enumerate().scan(('\n', false), |(before, in_flag), (at, c)| {
        let fate = match c {
            '\u{200C}' | ZERO_WIDTH_JOINER if !joins(*before) => Fate::TakenOut,
            '\u{E0020}'..='\u{E007F}' if *in_flag => Fate::Kept(c),
            _ if is_unseen_mark(c) && shows_no_variant(*before) => Fate::TakenOut,
            _ => fate(c),
        };
        *in_flag = c == BLACK_FLAG || (*in_flag && matches!(c, '\u{E0020}'..='\u{E007E}'));
        *before = fate.kept().unwrap_or(*before);
        Some((at, c, fate))
    })
}

fn fate(c: char) -> Fate {
    match c {
        _ if is_refused_control(c) => Fate::Named(""),
        // Blanks that are no white space to a program.
        '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{115F}' | '\u{1160}' => Fate::Kept(' '),
        '\u{202D}' => Fate::Named("left-to-right override"),
        '\u{202E}' => Fate::Named("right-to-left override"),
        '\u{206A}'..='\u{206F}' => Fate::Named("deprecated format character"),
        '\u{FFF9}'..='\u{FFFB}' => Fate::Named("interlinear annotation"),
        '\u{1BCA0}'..='\u{1BCA3}' => Fate::Named("shorthand format character"),
        '\u{1D173}'..='\u{1D17A}' => Fate::Named("musical format character"),
        '\u{E0100}'..='\u{E01EF}' => Fate::Kept(c),
        '\u{E0000}'..='\u{E0FFF}' => Fate::Named("tag character"),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}' => {
            Fate::Named("character of private use")
        }
        '\u{FDD0}'..='\u{FDEF}' => Fate::Named("noncharacter"),
        _ if u32::from(c) & 0xFFFE == 0xFFFE => Fate::Named("noncharacter"),
        _ if is_harmless(c) => Fate::TakenOut,
        _ => Fate::Kept(c),
    }
}

/// Whether it neither shows nor, once pages isolate the text, changes anything: soft hyphen, marks of direction, embeddings and
/// isolates, zero width and joining spaces, invisible operators, and the place of a picture that was not pasted with its
/// text.
fn is_harmless(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202C}' | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' | '\u{FFF0}'..='\u{FFF8}' | '\u{FFFC}' | '\u{17B4}'..='\u{17B5}' | '\u{1D159}')
}

/// Characters that Unicode has ignored by default: joiners, marks of direction, soft hyphens, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    is_unseen_mark(c)
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{fffc}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d159}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether it changes the letter before it in some scripts and is not seen behind any other: joiners of graphemes, vowels that
/// Khmer has given up, selectors of a variant.
fn is_unseen_mark(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180d}' | '\u{180f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Writing without spaces, where each character counts as a word.
pub fn is_character(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether it is of a writing in which words are not kept apart by spaces: besides [characters](is_character) the letters of
/// Thai, Lao, Burmese and Khmer.
pub fn has_no_spaces(c: char) -> bool {
    is_character(c) || matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn is_refused_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t'..='\r' | '\u{85}')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(fate(c), Fate::Kept(' '))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200C}' | ZERO_WIDTH_JOINER) || matches!(fate(c), Fate::TakenOut)
}

/// Whether a joiner behind it changes what is seen: in the scripts whose letters are written together, and in emoji.
fn joins(c: char) -> bool {
    matches!(u32::from(c), 0x0600..=0x109F | 0x1780..=0x1CFF | 0xA800..=0xABFF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC
        | 0x10A00..=0x11FFF | 0x1E900..=0x1EEFF)
        || is_emoji(c)
        || c == '\u{FE0F}'
}

/// Whether there is but one way of writing it: the letters of Latin, Greek, Cyrillic and Armenian.
fn shows_no_variant(c: char) -> bool {
    c.is_alphabetic() && matches!(u32::from(c), 0x0..=0x58F | 0x1E00..=0x1FFF)
}

/// Whether it is a mark of a script of India or its neighbours, from Devanagari to Khmer, where half of what is typed is marks.
fn is_vowel(c: char) -> bool {
    matches!(u32::from(c), 0x0900..=0x109F | 0x1700..=0x1AAF | 0x1B00..=0x1CCF | 0xA800..=0xABFF | 0x11000..=0x11FFF)
        && is_combining_mark(c)
}

/// A vowel or an end of a syllable of Hangul, where it is written in parts.
fn is_later_jamo(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}')
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x2BFF | 0x1F000..=0x1FAFF)
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_changes_nothing_is_taken_out() {
        for (typed, stays) in [
            ("zero\u{200B}width", "zerowidth"),
            ("\u{FEFF}byte order", "byte order"),
            ("soft\u{AD}hyphen", "softhyphen"),
            ("word\u{2060}joiner", "wordjoiner"),
            ("שלום\u{200F} (C++)\u{200E}", "שלום (C++)"),
            ("مرحبا\u{61C}", "مرحبا"),
            ("f\u{2061}(x)", "f(x)"),
            ("dictated\u{FFFC}", "dictated"),
            ("\u{2068}from a messenger\u{2069}", "from a messenger"),
            ("\u{202B}שלום\u{202C}", "שלום"),
            ("latin\u{200D}joined\u{200C}", "latinjoined"),
            ("te\u{34F}le\u{FE0F}gr\u{E0101}am\u{180B}", "telegram"),
            ("a\u{2800}b\u{3164}c\u{FFA0}d\u{115F}e", "a b c d e"),
            ("\u{2800}\u{3164} both ends \u{1160}", "both ends"),
        ] {
            assert_eq!(kept(typed).as_deref(), Ok(stays), "{typed:?}");
        }
    }

    #[test]
    fn what_scripts_and_emoji_need_stays() {
        for typed in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "ශ්\u{200D}රී ලංකා",
            "👨\u{200D}👩\u{200D}👧",
            "👩🏽\u{200D}💻",
            "❤\u{FE0F}\u{200D}🔥",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "葛\u{E0100}",
            "1\u{FE0F}\u{20E3}",
            "ℹ\u{FE0F}",
            "שָׁלוֹם",
            "Việt",
            "e\u{301}",
            "no\u{A0}break\u{3000}and wide",
        ] {
            assert_eq!(kept(typed).as_deref(), Ok(typed), "{typed:?}");
        }
    }

    #[test]
    fn what_reads_otherwise_than_it_is_written_is_named_with_its_place() {
        for (typed, complaint) in [
            (
                "abc \u{202E}txt.exe",
                "an invisible character (U+202E, right-to-left override) at place 5; take it out",
            ),
            (
                "\u{2067}a\u{202D}b",
                "an invisible character (U+202D, left-to-right override) at place 3; take it out",
            ),
            ("a\u{E0041}b", "an invisible character (U+E0041, tag character) at place 2; take it out"),
            (
                "🏴\u{E0067}\u{E007F}\u{E0067}",
                "an invisible character (U+E0067, tag character) at place 4; take it out",
            ),
            ("\u{F8FF}", "an invisible character (U+F8FF, character of private use) at place 1; take it out"),
            ("a\u{FFFF}", "an invisible character (U+FFFF, noncharacter) at place 2; take it out"),
            ("a\u{FFF9}", "an invisible character (U+FFF9, interlinear annotation) at place 2; take it out"),
            ("a\u{9B}", "a character we cannot keep, at place 2; take it out"),
            ("a\u{7F}", "a character we cannot keep, at place 2; take it out"),
        ] {
            assert_eq!(kept(typed), Err(complaint.to_owned()), "{typed:?}");
        }
        let heap = format!("ok z{}", "\u{335}".repeat(9));
        assert_eq!(kept(&heap), Err("more than 8 marks on one letter, at place 13; take them out".into()));
        assert!(kept(&format!("😀{}", "\u{E0101}".repeat(30))).is_err(), "words hidden behind an emoji");
    }

    #[test]
    fn letters_are_counted_as_they_are_seen() {
        for (text, letters) in [
            ("日本語", 3),
            ("a b", 3),
            ("a \u{3000}\n\t b", 3),
            ("e\u{301}e\u{301}", 2),
            ("👨\u{200D}👩\u{200D}👧", 1),
            ("👩🏽", 1),
            ("हफ़्ते में", 10),
            ("เลิกทำ", 6),
            ("ကျောင်း", 7),
            ("שָׁלוֹם", 4),
            ("a\u{200B}\u{200B}\u{200B}", 1),
            (" \u{2800}\u{3164}\u{200B} \u{FE0F}\u{301}\u{2060}\u{200C}", 0),
            ("", 0),
        ] {
            assert_eq!(visible(text), letters, "{text:?}");
        }
        assert!(is_blank("\u{FEFF}\n\u{200D}") && !is_blank("\u{200B}0"));
    }

    #[test]
    fn words_that_are_looked_for_are_freed_of_what_nobody_sees() {
        assert_eq!(legible("\u{202E}mid\u{AD}journey\u{200B}\r\n art "), "midjourney\n art");
        assert_eq!(legible("\u{2066}\u{3164}"), "");
    }

    #[test]
    fn words_that_run_the_other_way_turn_nothing_around_them() {
        assert_eq!(isolated("שלום 3"), "\u{2068}שלום 3\u{2069}");
        assert_eq!(isolated("ثلاث صور"), "\u{2068}ثلاث صور\u{2069}");
        for plain in ["Forty posts", "日本語", "Größe", ""] {
            assert_eq!(isolated(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_once_is_kept_as_it_is(text in "\\PC{0,40}") {
            if let Ok(once) = kept(&text) {
                prop_assert_eq!(kept(&once), Ok(once.clone()));
                prop_assert!(visible(&once) <= once.chars().count());
            }
        }
    }
}
