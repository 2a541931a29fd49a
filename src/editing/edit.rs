use super::{
    fact,
    marked::{Piece, marked},
};
use crate::{
    accounts::Role,
    values::{CaseId, ClosedList as _, Currency, EditId, PathId, Word, closed_list, isolated},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Stands among the paths where edits are narrowed by what they are about.
pub const RATES: Word = ("rates", "Rates of currencies");

closed_list! {
    /// Why a text is no longer what it was.
    pub enum Cause {
        Correction = "correction" => "Correction",
        Update = "update" => "Update",
    }
}

/// One time that somebody saved a change.
#[derive(Debug)]
pub struct Edit {
    pub id: EditId,
    pub at: OffsetDateTime,
    pub cause: Cause,
    pub why: String,
    /// None if it was done by the operator's command.
    pub role: Option<Role>,
    pub handle: String,
    pub about: About,
    /// In the order of the form.
    pub facts: Vec<FactChange>,
    /// How many edits there are under the same conditions.
    pub total: i64,
}

/// What an edit changed.
#[derive(Debug)]
pub enum About {
    Path {
        slug: String,
        name: String,
    },
    Case {
        slug: String,
        title: String,
        /// Slug and name.
        path: (String, String),
    },
    Rates(Currency),
}

/// A fact before and after an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactChange {
    pub fact: String,
    pub old: String,
    pub new: String,
}

/// The edits that are asked for; by default all of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct EditsQuery<'a> {
    /// Words of [`Cause`].
    pub cause: Option<&'a str>,
    /// The slug of a path: its edits and those of its case studies. The word of [`RATES`]: those of rates.
    pub path: Option<&'a str>,
    /// The id of a path, and of one of its case studies if it is not the path itself: the edits of that one page.
    pub page: Option<(PathId, Option<CaseId>)>,
    /// Only those that made a later version than this one.
    pub after: i32,
}

impl Edit {
    /// The name of what was changed.
    pub fn name(&self) -> String {
        match &self.about {
            About::Path { name, .. } => name.clone(),
            About::Case { title, .. } => title.clone(),
            About::Rates(currency) => format!("Rates: {}", currency.label()),
        }
    }

    /// The address of what was changed.
    pub fn page(&self) -> String {
        match &self.about {
            About::Path { slug, .. } => format!("/paths/{slug}"),
            About::Case { slug, .. } => format!("/cases/{slug}"),
            About::Rates(currency) => format!("/rates/{}", currency.word()),
        }
    }

    /// The address of everything that was ever changed there.
    pub fn history(&self) -> String {
        match &self.about {
            About::Rates(_) => self.page(),
            _ => format!("{}/history", self.page()),
        }
    }

    /// The word and the label under which feeds have it: those of the path, or of all rates.
    pub fn category(&self) -> (String, String) {
        match &self.about {
            About::Path { slug, name } => (slug.clone(), name.clone()),
            About::Case { path, .. } => path.clone(),
            About::Rates(_) => (RATES.0.to_owned(), RATES.1.to_owned()),
        }
    }

    /// The path of a case study that was changed: slug and name.
    pub fn path_of_case(&self) -> Option<&(String, String)> {
        match &self.about {
            About::Case { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Who did it: "jade-7, editor".
    pub fn by(&self) -> String {
        match self.role {
            Some(role) => format!("{}, {role}", self.handle),
            None => format!("the {}", self.handle),
        }
    }
}

impl FactChange {
    pub fn label(&self) -> String {
        fact::label(&self.fact)
    }

    /// "Tagline: was “Easy to copy”, is now “Easy to build”."
    pub fn said(&self) -> String {
        let quoted = |text: &str| match fact::said(&self.fact, text) {
            nothing if nothing.is_empty() => "empty".to_owned(),
            text => format!("“{}”", isolated(&text)),
        };
        format!("{}: was {}, is now {}.", self.label(), quoted(&self.old), quoted(&self.new))
    }

    /// Both texts in words for people, with what differs marked.
    pub fn marked(&self) -> (Vec<Piece>, Vec<Piece>) {
        marked(&fact::said(&self.fact, &self.old), &fact::said(&self.fact, &self.new))
    }
}
