//! The words by which a text is understood, read from `words.toml`.

use serde::Deserialize;
use std::sync::LazyLock;

/// Words that decide something, and what they decide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// Their purpose, in a sentence.
    pub what: String,
    /// Written as a rule's phrases are.
    pub words: Vec<String>,
}

impl WordList {
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }
}

macro_rules! word_lists {
    ($($name:ident),+ $(,)?) => {
        /// Every list that decides something besides the rules' own phrases.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Words { $(pub $name: WordList),+ }

        impl Words {
            /// In the order in which `/method` prints them.
            pub fn all(&self) -> Vec<&WordList> {
                vec![$(&self.$name),+]
            }
        }
    };
}

word_lists! {
    denials, denied_elsewhere, denial_ends, warnings, debunks, doubts, failures, before_costs, after_costs, earning,
    paying, priced, needed, spending, payers, customers, earners, losing, dreams, promising, terms, english,
}

pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).unwrap_or_else(|error| panic!("words.toml: {error}"))
});
