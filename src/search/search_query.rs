use crate::{
    values::{ClosedList as _, closed_list},
    web::{PageNumber, View},
};

closed_list! {
    /// The kind of a result.
    pub enum Kind {
        Path = "paths" => "Paths",
        CaseStudy = "cases" => "Case studies",
        Experience = "experiences" => "Experiences",
    }
}

impl Kind {
    /// The name of one of them.
    pub fn one(self) -> &'static str {
        match self {
            Self::Path => "Path",
            Self::CaseStudy => "Case study",
            Self::Experience => "Experience",
        }
    }
}

/// The words that somebody searches for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// Words as a person types them: "quotes" keep words together, a minus leaves one out, `or` takes either.
    pub words: String,
    /// Only these kinds; empty for all.
    pub kinds: Vec<Kind>,
    pub page: PageNumber,
}

impl SearchQuery {
    /// None while no words were given.
    pub fn of(view: &View) -> Option<Self> {
        let words = view.words.clone()?;
        let kinds = view.selection.of("kind").iter().filter_map(|word| Kind::from_word(word)).collect();
        Some(Self { words, kinds, page: view.page })
    }

    /// Whether the words are only words: quotes and minus signs say exactly what is wanted, and nothing similar will do.
    pub(super) fn is_plain(&self) -> bool {
        !self.words.contains('"') && !self.words.split_whitespace().any(|word| word.starts_with('-'))
    }

    /// The kinds asked for, by their words.
    pub(super) fn kind_words(&self) -> Vec<String> {
        let kinds = if self.kinds.is_empty() { Kind::ALL } else { &self.kinds };
        kinds.iter().map(|kind| kind.word().to_owned()).collect()
    }
}
