//! Words whose letters stand apart.

use super::Piece;
use crate::values::is_character;

/// So many letters that stand alone, one behind the other, are meant as a word.
const LEAST: usize = 4;

/// The most signs and spaces that part two of them.
const MOST_BETWEEN: usize = 3;

/// Takes out what stands between the letters of a word: `t|e|l|e|g|r|a|m`, `d o t c o m`. Full stops and `@` stay, since
/// addresses have them.
pub(super) fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let alone: Vec<usize> = (0..pieces.len()).filter(|at| is_alone(&pieces, *at)).collect();
    let goes_on = |one: &usize, next: &usize| {
        let between = &pieces[one + 1..*next];
        (1..=MOST_BETWEEN).contains(&between.len()) && between.iter().all(is_between) && !ends_a_part(between)
    };
    let words = alone.chunk_by(goes_on).filter(|word| word.len() >= LEAST);
    let mut is_inside = vec![false; pieces.len()];
    for word in words {
        if let (Some(first), Some(last)) = (word.first(), word.last()) {
            is_inside[*first..=*last].fill(true);
        }
    }
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for ((piece, origin), is_inside) in pieces.into_iter().zip(is_inside) {
        let is_part = piece.starts_with(char::is_alphabetic) || matches!(&*piece, "." | "@");
        match kept.last_mut().filter(|_| is_inside && !is_part) {
            Some((_, before)) => before.end = origin.end,
            None => kept.push((piece, origin)),
        }
    }
    kept
}

/// Whether it is a letter of an alphabet and touches no other letter or digit. Single letters are words in other writing.
fn is_alone(pieces: &[Piece], at: usize) -> bool {
    let is_in_a_word =
        |at: Option<usize>| at.and_then(|at| pieces.get(at)).is_some_and(|piece| !is_between(piece));
    let is_of_an_alphabet = |c: char| {
        c.is_alphabetic()
            && !is_character(c)
            && matches!(c, '\0'..='\u{52f}' | '\u{1d00}'..='\u{1fff}' | '\u{1d400}'..='\u{1d7ff}')
    };
    pieces[at].0.starts_with(is_of_an_alphabet)
        && !is_in_a_word(at.checked_sub(1))
        && !is_in_a_word(Some(at + 1))
}

/// `a, b. c`
fn ends_a_part(between: &[Piece]) -> bool {
    let ([(first, _), ..], [.., (last, _)]) = (between, between) else { return false };
    matches!(first.as_str(), "," | "." | ";" | ":" | "!" | "?") && last.starts_with(char::is_whitespace)
}

fn is_between((piece, _): &Piece) -> bool {
    !piece.starts_with(char::is_alphanumeric)
}
