use super::{
    fact,
    marked::{Piece, marked},
};
use crate::{
    accounts::Role,
    values::{CaseId, EditId, PathId, closed_list, isolated},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

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
    pub role: Role,
    pub handle: String,
    pub path_slug: String,
    pub path_name: String,
    /// Of the case study that was changed; None if it was the path.
    pub case_slug: Option<String>,
    pub case_title: Option<String>,
    /// In the order of the form.
    pub facts: Vec<FactChange>,
    /// How many edits there are under the same conditions.
    pub total: i64,
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
    /// The slug of a path: its edits and those of its case studies.
    pub path: Option<&'a str>,
    /// The id of a path, and of one of its case studies if it is not the path itself: the edits of that one page.
    pub page: Option<(PathId, Option<CaseId>)>,
    /// Only those that made a later version than this one.
    pub after: i32,
}

impl Edit {
    /// The name of what was changed.
    pub fn name(&self) -> &str {
        self.case_title.as_deref().unwrap_or(&self.path_name)
    }

    /// The address of what was changed.
    pub fn page(&self) -> String {
        match &self.case_slug {
            Some(slug) => format!("/cases/{slug}"),
            None => format!("/paths/{}", self.path_slug),
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
