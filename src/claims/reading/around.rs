//! Whether a sum is earned, paid or lost, by the words around it.

use super::tokens::{Kind, Token, is_question};
use crate::claims::words::WORDS;
use std::ops::Range;

/// The part that a sum plays in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Earned, as far as anything is said.
    Income,
    /// To be paid by whoever reads the text.
    Price,
    /// Paid by the one who tells of it, or by others.
    Cost,
    Loss,
    /// Said not to be earned: "nobody makes $10,000".
    Denied,
}

/// Words before a sum that are looked at, and words after it.
const BEFORE: usize = 7;
const AFTER: usize = 4;

/// The nearest word before the sum decides, unless what follows names a price. `timed` says that a period belongs to it.
pub fn role(tokens: &[Token], sum: &Range<usize>, timed: bool) -> Role {
    let before = Before { tokens, start: sum.start };
    if before.is_negative() {
        return Role::Loss;
    }
    let priced = named_after(tokens, sum.end);
    if priced.is_some_and(|word| WORDS.needed.has(word)) {
        return Role::Cost;
    }
    if priced.is_some() {
        return before.payer(sum.start);
    }
    let asks = is_question(tokens, tokens[sum.start].sentence);
    if !asks && (before.is_contradicted() || is_debunked(tokens, sum.end)) {
        return Role::Denied;
    }
    match before.nearest(timed) {
        Some((at, word)) if WORDS.earning.has(word) => before.income(at),
        Some((_, "for")) => before.payer(sum.start),
        Some((at, word)) if WORDS.losing.has(word) && at + 3 >= sum.start => Role::Loss,
        Some((at, word)) if WORDS.paying.has(word) => before.payer(at),
        _ if before.names_its_price(timed) => Role::Price,
        _ => Role::Income,
    }
}

/// Whether the nearest word before the sum is one of earning.
pub fn is_earned(tokens: &[Token], sum: &Range<usize>, timed: bool) -> bool {
    let nearest = Before { tokens, start: sum.start }.nearest(timed);
    named_after(tokens, sum.end).is_none() && nearest.is_some_and(|(_, word)| WORDS.earning.has(word))
}

/// Whether the number before this place is a time of the day: "5 pm", "9 a.m.".
pub fn is_clock(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    matches!(word(at), "am" | "pm") || matches!((word(at), word(at + 1)), ("a" | "p", "."))
}

/// "$10,000 a month is a fantasy"
fn is_debunked(tokens: &[Token], end: usize) -> bool {
    let sentence = tokens[end - 1].sentence;
    let after = || tokens[end..].iter().take_while(|token| token.sentence == sentence);
    let words: Vec<&str> = after().take(6).map(|token| token.word.as_str()).collect();
    let is = words.iter().position(|word| matches!(*word, "is" | "are"));
    is.is_some_and(|at| {
        let rest = &words[at + 1..];
        rest.first().is_some_and(|word| WORDS.dreams.has(word))
            || matches!(rest, ["a" | "an" | "pure" | "the", word, ..] if WORDS.dreams.has(word))
    })
}

/// Words and signs behind which a sum is spoken of no more.
const APART: &str = ", ( and with from after before net less minus selling writing";

/// The thing with a price that is named right after a sum.
fn named_after(tokens: &[Token], end: usize) -> Option<&str> {
    let sentence = tokens[end - 1].sentence;
    tokens[end..]
        .iter()
        .take(AFTER)
        .take_while(|token| token.sentence == sentence)
        .map(|token| token.word.as_str())
        .take_while(|word| !APART.split(' ').any(|apart| apart == *word))
        .find(|word| WORDS.priced.has(word) || WORDS.needed.has(word))
}

/// The words before a sum, back to the start of its sentence.
struct Before<'a> {
    tokens: &'a [Token],
    start: usize,
}

impl<'a> Before<'a> {
    fn back(&self, from: usize, most: usize) -> impl Iterator<Item = (usize, &'a str)> {
        let (tokens, sentence) = (self.tokens, self.tokens[self.start].sentence);
        (from.saturating_sub(most)..from)
            .rev()
            .take_while(move |at| tokens[*at].sentence == sentence)
            .map(move |at| (at, tokens[at].word.as_str()))
    }

    /// The nearest word of earning, paying or losing, with its place. None where another sum stands between.
    fn nearest(&self, timed: bool) -> Option<(usize, &'a str)> {
        let is_apart = |word: &str| matches!(word, "$" | "€" | "£");
        self.back(self.start, BEFORE).take_while(|(_, word)| !is_apart(word)).find(|(at, word)| {
            WORDS.earning.has(word)
                || WORDS.paying.has(word) && !self.is_set_off(*at)
                || WORDS.losing.has(word) && at + 3 >= self.start
                || *word == "for" && !timed && at + 3 > self.start
        })
    }

    /// "After costs I had $400", where the costs are not the sum.
    fn is_set_off(&self, paying: usize) -> bool {
        let is_of_the_sum = paying + 1 == self.start || self.tokens[paying + 1].word == "of";
        let is_behind = self.back(paying, 2).any(|(_, word)| matches!(word, "after" | "before"));
        is_behind && !is_of_the_sum
    }

    /// Income, unless the word of earning is denied: "nobody makes", "I never made", "you won't earn".
    fn income(&self, earning: usize) -> Role {
        let near = || self.back(earning, 2);
        let is_denied = near().any(|(at, word)| {
            let denies =
                matches!(word, "nobody" | "none" | "never" | "not" | "cannot") || word.ends_with("n't");
            let one = word == "one" && self.back(at, 1).any(|(_, word)| word == "no");
            (denies || one) && !self.back(at, 4).any(|(_, word)| matches!(word, "why" | "if"))
        });
        // "not just earn", "never earn less than"
        let limits = near().any(|(_, word)| matches!(word, "only" | "just" | "," | "but"))
            || self.tokens[earning..self.start].iter().any(|token| token.word == "less");
        let asks = is_question(self.tokens, self.tokens[self.start].sentence);
        if is_denied && !limits && !asks { Role::Denied } else { Role::Income }
    }

    /// Who pays: the teller or others where the sentence says so right before, else the reader. What the teller charges
    /// or is paid is an income.
    fn payer(&self, paying: usize) -> Role {
        let here = self.tokens[paying].word.as_str();
        let is_theirs = self.back(paying, 2).any(|(_, word)| matches!(word, "i" | "we"));
        let is_payer = |word: &str| WORDS.payers.has(word) || WORDS.needed.has(word);
        let between = || self.back(self.start, 2).filter(|(at, _)| *at > paying).map(|(_, word)| word);
        let earners = |word: &str| WORDS.earners.has(word);
        // "clients pay me $20" and "paying beginners $20", but not "Pay me $20"; "these jobs pay $20"
        let led_by = |is: fn(&str) -> bool| self.back(paying, 1).any(|(_, word)| is(word));
        let is_led = self.back(paying, 1).any(|(_, word)| word != "," && word != "and");
        let is_paid = here.starts_with("pay")
            && (is_led && between().any(|word| matches!(word, "me" | "us" | "you"))
                || is_led
                    && !led_by(|word| matches!(word, "i" | "we" | "you" | "to"))
                    && between().any(earners)
                || led_by(|word| WORDS.customers.has(word)));
        // "I write posts and charge $20"
        let is_charged = here == "charge"
            && (self.back(paying, 1).any(|(_, word)| earners(word))
                || self.back(paying, 1).any(|(_, word)| word == "and")
                    && self.back(paying, 2 * BEFORE).any(|(_, word)| matches!(word, "i" | "we")));
        if here.starts_with("charge") && is_theirs || is_charged || is_paid {
            return Role::Income;
        }
        // "it costs me $20", "costs were $3,000"
        let is_told = here.starts_with("cost")
            && between().any(|word| matches!(word, "me" | "us" | "were" | "was" | "are" | "stayed"));
        let is_own =
            WORDS.spending.has(here) || is_told || self.back(paying, 3).any(|(_, word)| is_payer(word));
        if is_own { Role::Cost } else { Role::Price }
    }

    /// "I make $250 a month, not $10,000 a month".
    fn is_contradicted(&self) -> bool {
        self.back(self.start, 1).any(|(_, word)| word == "not")
    }

    /// "Course: $97", "Tuition is $2,000", "Only $97", "now just $49"; but not "no boss, just $500 a day".
    fn names_its_price(&self, timed: bool) -> bool {
        let mut words = self.back(self.start, 3).map(|(_, word)| word);
        match words.next() {
            Some("only" | "just") => match words.next() {
                None | Some("for" | "from" | "now" | "at") => true,
                Some("," | ":" | "-" | "—" | "–") => !timed,
                _ => false,
            },
            Some("for") => matches!(words.next(), Some("join" | "joining")),
            Some("now" | "was") if !timed => words.next().is_none(),
            Some(":" | "is" | "was" | "(") => words.next().is_some_and(|word| WORDS.priced.has(word)),
            _ => false,
        }
    }

    /// "-$200", with nothing before the sign that it could join.
    fn is_negative(&self) -> bool {
        let Some(sign) = self.start.checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        let joined = self
            .start
            .checked_sub(2)
            .is_some_and(|at| self.tokens[at].end == sign.start && self.tokens[at].kind != Kind::Sign);
        matches!(sign.word.as_str(), "-" | "−") && sign.end == self.tokens[self.start].start && !joined
    }
}
