use super::{Facet, Query};
use crate::values::{isolated, uncapped};

/// Letters of a value that are said back.
const MOST_LETTERS: usize = 60;
/// Values that are named one by one.
const MOST_NAMED: usize = 5;

/// The parts of an address that its page does not show, each in a sentence for the reader: nothing is dropped silently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    sentences: Vec<String>,
    /// How many there are besides.
    more: usize,
}

impl LeftOut {
    /// `kind` is what the value should have been one of, such as "path".
    pub fn unknown(&mut self, kind: &str, value: &str) {
        self.say(format!("We know no {} “{}”; it is left out.", uncapped(kind), shortened(value)));
    }

    /// Where one value counts, and this is a further one.
    pub fn one_too_many(&mut self, kind: &str, value: &str) {
        let kind = uncapped(kind);
        self.say(format!("Only one {kind} can be chosen here; “{}” is left out.", shortened(value)));
    }

    /// Where no words are looked for.
    pub fn unsearched(&mut self, words: &str) {
        self.say(format!("This list looks for no words; “{}” is left out.", shortened(words)));
    }

    pub fn say(&mut self, sentence: String) {
        if self.sentences.contains(&sentence) {
            return;
        }
        if self.sentences.len() < MOST_NAMED {
            self.sentences.push(sentence);
        } else {
            self.more += 1;
        }
    }

    /// Every value asked for that the facet does not have.
    pub fn strangers(&mut self, facet: &Facet, query: &Query) {
        for word in query.all(facet.key).filter(|word| facet.find(word).is_none()) {
            self.unknown(facet.label, word);
        }
    }

    /// Every value after the first that is another one.
    pub fn further(&mut self, key: &str, kind: &str, query: &Query) {
        let first = query.first(key);
        for word in query.all(key).filter(|word| Some(*word) != first) {
            self.one_too_many(kind, word);
        }
    }

    pub fn sentences(&self) -> Vec<String> {
        let more = match self.more {
            0 => None,
            1 => Some("One more value is left out.".to_owned()),
            n => Some(format!("{n} more values are left out.")),
        };
        self.sentences.iter().cloned().chain(more).collect()
    }
}

/// The beginning of what somebody asked for, in its own direction.
fn shortened(value: &str) -> String {
    let is_long = value.chars().count() > MOST_LETTERS;
    let kept = value.chars().take(MOST_LETTERS);
    isolated(&kept.chain(is_long.then_some('…')).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_named_once_and_many_are_counted() {
        let mut left_out = LeftOut::default();
        for value in ["gold", "gold", "a", "b", "c", "d", "e", "f"] {
            left_out.unknown("Path", value);
        }
        let said = left_out.sentences();
        assert_eq!(said[0], "We know no path “gold”; it is left out.");
        assert_eq!(said.len(), 6);
        assert_eq!(said[5], "2 more values are left out.");
    }

    #[test]
    fn a_value_is_said_back_in_short_and_a_label_keeps_its_capitals() {
        let mut left_out = LeftOut::default();
        left_out.unknown("AI used for", &"x".repeat(1_000));
        let said = left_out.sentences();
        assert_eq!(said, [format!("We know no AI used for “{}…”; it is left out.", "x".repeat(60))]);
    }
}
