use super::{Kind, Snippet};
use crate::{case_studies::CaseOutcome, figures::Ending, reports::Status, values::ClosedList as _};

/// The results of a search.
#[derive(Debug, Default)]
pub struct Results {
    /// The page's part of what has the words asked for, the best match first.
    pub hits: Vec<Hit>,
    pub counts: Counts,
    /// Where few have those words: what is called by similar ones, in case of a slip.
    pub similar: Vec<Hit>,
}

#[derive(Debug)]
pub struct Hit {
    pub kind: Kind,
    pub address: String,
    pub title: String,
    pub snippet: Snippet,
    /// The path that it belongs to; none for a path.
    pub path_name: Option<String>,
    /// The word of how it ended; none for a path.
    pub(super) ending: Option<String>,
}

impl Hit {
    /// Mark and label of how it ended.
    pub fn ending(&self) -> Option<(&'static str, &'static str)> {
        let word = self.ending.as_deref()?;
        match self.kind {
            Kind::Path => None,
            Kind::CaseStudy => CaseOutcome::from_word(word).map(|outcome| (outcome.mark(), outcome.label())),
            Kind::Experience => {
                Status::from_word(word).map(Ending::from).map(|ending| (ending.mark(), ending.label()))
            }
        }
    }
}

/// How many of each kind have the words, whatever kinds were asked for.
#[derive(Debug, Default)]
pub struct Counts(pub(super) Vec<(Kind, i64)>);

impl Counts {
    pub fn of(&self, kind: Kind) -> i64 {
        self.0.iter().find(|(known, _)| *known == kind).map_or(0, |(_, n)| *n)
    }

    /// Those of the kinds asked for.
    pub fn total(&self, kinds: &[Kind]) -> i64 {
        let asked = |kind: &Kind| kinds.is_empty() || kinds.contains(kind);
        self.0.iter().filter(|(kind, _)| asked(kind)).map(|(_, n)| n).sum()
    }
}
