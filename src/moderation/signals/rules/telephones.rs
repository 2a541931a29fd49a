//! Telephone numbers, in whatever digits they are written.

mod digits;

use super::read::words;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Digits that make a number of a telephone: anywhere, as such numbers begin; and beside a word of calling.
const LEAST: usize = 9;
const LEAST_BESIDE: usize = 7;
/// So many in one piece count nothing that people count.
const LEAST_IN_ONE: usize = 11;
/// How many words before and after are beside it.
const BESIDE: usize = 5;

const CALLING: [&str; 26] = [
    "whatsapp",
    "telegram",
    "viber",
    "signal",
    "wechat",
    "weixin",
    "kakao",
    "kakaotalk",
    "zalo",
    "imo",
    "skype",
    "wa",
    "tg",
    "qq",
    "sms",
    "text",
    "call",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "ring",
    "dial",
    "телефон",
    "电话",
];

/// Where one stands in a folded text.
pub fn of(text: &str) -> Vec<Range<usize>> {
    let words: Vec<Range<usize>> =
        words(text).into_iter().flat_map(|word| around_numerals(text, word)).collect();
    let mut groups: Vec<Option<String>> = words.iter().map(|word| group(&text[word.clone()])).collect();
    let is_said = |at: usize| {
        text[words[at].clone()].chars().any(|c| c.is_alphabetic() && digits::written(c).is_none())
    };
    leave_out_few(&mut groups, is_said);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let goes_on = |(place, group): &(usize, &Option<String>)| {
            group.as_ref().is_some_and(|group| *place == 0 || !group.starts_with('+'))
        };
        let length = groups[at..].iter().enumerate().take_while(goes_on).count();
        let run: Vec<&str> = groups[at..at + length].iter().flatten().map(String::as_str).collect();
        let near = at.saturating_sub(BESIDE)..(at + length + BESIDE).min(words.len());
        let beside =
            words[near].iter().any(|word| CALLING.contains(&text[word.clone()].to_lowercase().as_str()));
        let said = (at..at + length)
            .filter(|place| is_said(*place))
            .map(|place| groups[place].as_ref().map_or(0, String::len));
        if length > 0
            && (is_number(&run, beside) || said.sum::<usize>() >= LEAST_BESIDE)
            && !is_sum(text, words[at].start)
        {
            found.push(words[at].start..words[at + length - 1].end);
        }
        at += length.max(1);
    }
    found
}

/// So many digits that are said are a number; fewer are words beside one: "Sept 12".
const LEAST_SAID: usize = 4;

fn leave_out_few(groups: &mut [Option<String>], is_said: impl Fn(usize) -> bool) {
    let mut at = 0;
    for run in groups.chunk_by_mut(|one, next| one.is_some() == next.is_some()) {
        let said = (0..run.len()).filter(|place| is_said(at + place));
        let digits: usize = said.clone().filter_map(|place| run[place].as_ref()).map(String::len).sum();
        if digits < LEAST_SAID {
            for place in said {
                run[place] = None;
            }
        }
        at += run.len();
    }
}

/// The digits and marks of a piece of a number; none when it is no such piece.
fn group(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    if is_date(word) {
        return None;
    }
    let parts =
        small.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).filter(|part| !part.is_empty());
    let said =
        parts.map(|part| digits::said(part).or_else(|| part.parse::<u8>().ok().map(|_| part.to_owned())));
    if let Some(digits) = said.collect::<Option<String>>().filter(|_| small.contains(char::is_alphabetic)) {
        return Some(digits);
    }
    // Sums have commas in them, and begin with neither.
    let has_commas = word.starts_with(['0', '+']);
    let mark = |c: char| mark(c).or_else(|| (has_commas && c == ',').then_some('-'));
    let digits: String = word.chars().map(|c| digit(c).or_else(|| mark(c))).collect::<Option<String>>()?;
    let is_letter = |c: char| c.is_alphabetic() && digits::written(c).is_none();
    let plain = word.chars().filter(|c| digit(*c).is_some_and(|_| !is_letter(*c))).count();
    let letters = word.chars().filter(|c| is_letter(*c)).count();
    (plain > 0 && letters <= plain + 1 || plain + letters == 0).then_some(digits)
}

/// So many digits that are words themselves, one behind the other, are a number that nobody counts to.
const LEAST_NUMERALS: usize = 7;

/// `请打一三八零零一三八零零零` is a word and a number; `二〇二六年` is one word.
fn around_numerals(text: &str, word: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<(Range<usize>, bool)> = Vec::new();
    for (at, c) in text[word.clone()].char_indices() {
        let at = word.start + at;
        let is_part = digits::written(c).is_some() || c.is_ascii_digit() || mark(c).is_some();
        match parts.last_mut().filter(|(_, was_part)| *was_part == is_part) {
            Some((part, _)) => part.end = at + c.len_utf8(),
            None => parts.push((at..at + c.len_utf8(), is_part)),
        }
    }
    let is_long = |(part, is_part): &(Range<usize>, bool)| {
        let numerals = text[part.clone()].chars().filter(|c| digits::written(*c).is_some());
        *is_part && numerals.count() >= LEAST_NUMERALS
    };
    if parts.iter().any(is_long) { parts.into_iter().map(|(part, _)| part).collect() } else { vec![word] }
}

fn digit(c: char) -> Option<char> {
    let raised = ["⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"];
    match c {
        '0'..='9' => Some(c),
        'o' | 'O' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => raised
            .iter()
            .find_map(|all| all.chars().zip('0'..='9').find(|(raised, _)| *raised == c))
            .map(|(_, plain)| plain)
            .or_else(|| digits::written(c)),
    }
}

fn mark(c: char) -> Option<char> {
    match c {
        '+' | '.' | '/' => Some(c),
        '-' | '(' | ')' | '–' | '—' | '‑' | '−' | '_' | '·' | '•' | ':' | '*' | '~' | '|' => {
            Some('-')
        }
        '=' | '\\' | '>' | '<' | '^' | '#' | '"' | '\'' | '…' | '→' | '►' => Some('-'),
        '\u{2500}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' => Some('-'),
        _ => None,
    }
}

fn is_number(run: &[&str], beside: bool) -> bool {
    let all = run.concat();
    let digits = all.bytes().filter(u8::is_ascii_digit).count();
    let in_one = run.iter().any(|group| group.bytes().filter(u8::is_ascii_digit).count() >= LEAST_IN_ONE);
    if is_grouped_by_threes(run) || is_of_a_book(run) {
        return false;
    }
    let lengths: Vec<usize> = run
        .iter()
        .flat_map(|group| group.split(|c: char| !c.is_ascii_digit()))
        .filter(|part| !part.is_empty())
        .map(str::len)
        .collect();
    let as_in_america = matches!(lengths[..], [3, 3, 4] | [1, 3, 3, 4]);
    let as_in_china = lengths == [3, 4, 4] && all.starts_with('1');
    digits >= LEAST && all.starts_with(['+', '0'])
        || in_one
        || as_in_america
        || as_in_china
        || beside && digits >= LEAST_BESIDE
}

/// `2026-11-30`, `30.11.2026`.
fn is_date(word: &str) -> bool {
    let lengths: Vec<usize> = word.split(|c: char| !c.is_ascii_digit()).map(str::len).collect();
    matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

/// `1.000.000.000`: money of a country with many noughts.
fn is_grouped_by_threes(run: &[&str]) -> bool {
    let [one] = run else { return false };
    let mut groups = one.split('.');
    let first =
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with(['0', '+']));
    first && one.contains('.') && groups.all(|group| group.len() == 3)
}

/// The number of a book: `978-3-16-148410-0`.
fn is_of_a_book(run: &[&str]) -> bool {
    let all: String = run.concat().chars().filter(char::is_ascii_digit).collect();
    all.len() == 13 && (all.starts_with("978") || all.starts_with("979")) && !run[0].starts_with('+')
}

/// Whether a sign of a currency stands before it.
fn is_sum(text: &str, start: usize) -> bool {
    text[..start].trim_end().ends_with(['$', '€', '£', '¥', '₹', '₽', '₺', '₩', '₫'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        of(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn numbers_to_call_are_found() {
        for (text, number) in [
            ("Call +44 20 7946 0958 now", "+44 20 7946 0958"),
            ("Mine is (555) 010-4477.", "555) 010-4477"),
            ("1-800-555-0199 is open", "1-800-555-0199"),
            ("WhatsApp 7911 123 456", "7911 123 456"),
            ("79111234567 on telegram", "79111234567"),
            ("O79ll l23456 is mine", "O79ll l23456"),
            ("⁰⁷⁹¹¹¹²³⁴⁵⁶", "⁰⁷⁹¹¹¹²³⁴⁵⁶"),
            (
                "oh seven nine one one, one two three four five six",
                "oh seven nine one one, one two three four five six",
            ),
            ("ring 07·911·123·456", "07·911·123·456"),
            (
                "null sieben neun eins eins eins zwei drei vier",
                "null sieben neun eins eins eins zwei drei vier",
            ),
            ("Мой ноль семь девять один один два три два три", "ноль семь девять один один два три два три"),
        ] {
            assert_eq!(found(text), [number], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for calm in [
            "From 2026-11-30 on, text by text, 30.11.2026.",
            "Rp 1.000.000.000 in all, $12000000000 in dreams, 12 of 100 of 1200",
            "I sold 1200 in 2024, 3400 in 2025 and 100 in 2026. I called 40 people, one of two said no.",
            "On the phone from Sept 12 2026 on. Call it 2026. I was on the phone for 120 hours in 24 weeks.",
            "0.5 hours, 24/7, 1/2, one two three",
            "ISBN 978-3-16-148410-0, and 979 8 60 264013 1",
        ] {
            assert_eq!(found(calm), [""; 0], "{calm}");
        }
    }
}
