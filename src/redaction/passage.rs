use crate::values::{has_no_spaces, letters};
use serde_json::Value;
use std::ops::Range;

/// How many passages one order may name, and how long each may be.
pub const MOST: usize = 20;
const LONGEST: usize = 300;

/// Words to be taken out: found whatever their case, accents, width and white space, and with invisible characters
/// between, but only as whole words.
#[derive(Debug, Clone)]
pub struct Passages(Vec<Vec<char>>);

impl Passages {
    /// One a line.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let lines: Vec<Vec<char>> = typed
            .lines()
            .map(|line| folded(line.trim()).into_iter().map(|(_, c)| c).collect())
            .filter(|line: &Vec<char>| !line.is_empty())
            .collect();
        match lines.len() {
            0 => return Err("Type the words to be taken out".to_owned()),
            n if n > MOST => return Err(format!("At most {MOST} passages go out by one order")),
            _ => {}
        }
        if lines.iter().any(|line| line.len() < 2 || !line.iter().any(|c| c.is_alphanumeric())) {
            return Err(
                "Each line must have two characters or more, a letter or a digit among them".to_owned()
            );
        }
        if lines.iter().any(|line| line.len() > LONGEST) {
            return Err(format!("Each line may have {LONGEST} characters"));
        }
        Ok(Self(lines))
    }

    /// The text without them, and how often one stood there. What is left in their place has as many characters, as
    /// lengths are rules of the tables.
    pub fn take_out(&self, text: &str) -> (String, i64) {
        let (mut out, mut times) = (text.to_owned(), 0);
        for passage in &self.0 {
            // From the end, so that places before stay where they are.
            for span in spans(&out, passage).into_iter().rev() {
                let mark = mark(out[span.clone()].chars().count());
                out.replace_range(span, &mark);
                times += 1;
            }
        }
        (out, times)
    }

    /// Takes it out of every string of a value and counts how often; names of fields are ours and stay.
    pub fn take_out_of(&self, value: &mut Value) -> i64 {
        match value {
            Value::String(text) => {
                let (without, times) = self.take_out(text);
                *text = without;
                times
            }
            Value::Array(values) => values.iter_mut().map(|value| self.take_out_of(value)).sum(),
            Value::Object(fields) => fields.values_mut().map(|value| self.take_out_of(value)).sum(),
            _ => 0,
        }
    }
}

/// The mark in the place of so many characters.
fn mark(characters: usize) -> String {
    match characters {
        0 => String::new(),
        1 => "…".to_owned(),
        2 => "[]".to_owned(),
        more => format!("[…]{}", " ".repeat(more - 3)),
    }
}

/// Where the passage stands, in bytes, from the beginning; never one within another.
fn spans(text: &str, passage: &[char]) -> Vec<Range<usize>> {
    let read = folded(text);
    let letters: Vec<char> = read.iter().map(|(_, c)| *c).collect();
    let (mut spans, mut at) = (Vec::new(), 0);
    while at + passage.len() <= letters.len() {
        let end = at + passage.len();
        let joined = |left: Option<&char>, right: Option<&char>| {
            left.zip(right).is_some_and(|(left, right)| is_of_a_word(*left) && is_of_a_word(*right))
        };
        let is_whole = !joined(at.checked_sub(1).and_then(|before| letters.get(before)), passage.first())
            && !joined(passage.last(), letters.get(end));
        if is_whole && letters[at..end] == *passage {
            // Up to the next letter: marks and what cannot be seen go with the last one.
            let last = read.get(end).map_or(text.len(), |(place, _)| *place);
            spans.push(read[at].0..trimmed(text, read[at].0, last));
            at = end;
        } else {
            at += 1;
        }
    }
    spans
}

/// Without the white space that belongs to what follows.
fn trimmed(text: &str, from: usize, to: usize) -> usize {
    from + text[from..to].trim_end().len()
}

/// Scripts that put no space between words have no whole words to look for.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x2E80 && !has_no_spaces(c)
}

/// The letters that are compared, each with its place in the text, in bytes.
fn folded(text: &str) -> Vec<(usize, char)> {
    let mut read: Vec<(usize, char)> = Vec::new();
    for (place, c) in text.char_indices() {
        if c.is_whitespace() {
            if read.last().is_some_and(|(_, last)| *last != ' ') {
                read.push((place, ' '));
            }
            continue;
        }
        read.extend(letters(c).map(|letter| (place, letter)));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, passages: &str) -> (String, i64) {
        Passages::parse(passages).unwrap().take_out(text)
    }

    #[test]
    fn a_passage_is_found_however_it_is_written_and_only_whole() {
        for (text, left) in [
            ("Ask José Müller.", "Ask […]        ."),
            ("Ask jose  MULLER, José\u{200b}\nMüller", "Ask […]         , […]         "),
            ("Ｊｏｓｅ Müller said", "[…]         said"),
            ("José Müllerei stays", "José Müllerei stays"),
        ] {
            let (out, times) = without(text, "José Müller");
            assert_eq!(out, left);
            assert_eq!(times > 0, out != text);
            assert_eq!(out.chars().count(), text.chars().count(), "{text}");
        }
        assert_eq!(
            without("Ask ΝΊΚΟΣ, Νίκος and GROSS", "νικος\nGroß"),
            ("Ask […]  , […]   and […]  ".to_owned(), 3)
        );
        assert_eq!(without("Ann met Annual Ann", "ann"), ("[…] met Annual […]".to_owned(), 2));
        assert_eq!(without("小王写了代码", "小王"), ("[]写了代码".to_owned(), 1));
        assert_eq!(without("ถามสมชายก่อน", "สมชาย"), ("ถาม[…]  ก่อน".to_owned(), 1));
        assert_eq!(without("A and B of A", "A and B\nof A"), ("[…]     […] ".to_owned(), 2));
    }

    #[test]
    fn strings_of_a_value_are_read_and_names_are_not() {
        let mut value = serde_json::json!({"Ann": ["with Ann", 3], "b": {"c": "ANN"}});
        assert_eq!(Passages::parse("Ann").unwrap().take_out_of(&mut value), 2);
        assert_eq!(value, serde_json::json!({"Ann": ["with […]", 3], "b": {"c": "[…]"}}));
    }

    #[test]
    fn what_would_take_out_everything_is_refused() {
        for typed in ["", " \n ", "a", "..", &"x".repeat(301), &"ab\n".repeat(21)] {
            assert!(Passages::parse(typed).is_err(), "{typed:?}");
        }
    }
}
