//! The meaning of each column of each file. The files are written by this list, and `/data/dictionary` shows it.

mod directory;
mod experiences;

pub use directory::{CASES, PATHS};
pub use experiences::{EXPERIENCES, WORDS};

use crate::{
    experiences::{Privacy, quality},
    values::{Word, file_word},
};

#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub meaning: &'static str,
    /// The coarsening by which nobody can be picked out, in words; empty where none was needed.
    pub coarser: &'static str,
}

/// The kind of value in a cell. A blank cell says that it is not known or does not apply.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    /// A UUID.
    Id,
    /// One word of a list, or `merged` where the column is merged.
    Word(&'static [Word]),
    /// Several words of a list, separated by spaces.
    Words(&'static [Word]),
    Number(&'static str),
    /// Whole US cents.
    Cents,
    /// `2026-Q1`.
    Quarter,
    /// `true` or `false`.
    Flag,
    /// `2026-11-22`.
    Day,
}

/// Counts up when a column or a word is called otherwise, says something else or stands in another file. A frozen month says by which version it is to be read.
pub const VERSION: i16 = 4;

/// How the dictionary's own columns are called, in its file.
pub const DICTIONARY: &[Column] = &[
    text("file", "The file without its ending; it has the same columns in every format."),
    text("column", "The column's name."),
    text("kind", "What stands in its cells."),
    text("values", "The words that may stand there, separated by spaces; blank where it is no closed list."),
    text("meaning", "What it says."),
    text("made_coarser", "What was done to it so that nobody can be picked out."),
];

/// Every file with columns of its own, and what they are.
pub const FILES: &[(&str, &[Column])] = &[
    ("experiences", EXPERIENCES),
    ("words", WORDS),
    ("paths", PATHS),
    ("cases", CASES),
    ("dictionary", DICTIONARY),
];

/// The dictionary's rows, each as a line of JSON.
pub fn rows() -> Vec<String> {
    let columns = FILES.iter().flat_map(|(file, columns)| columns.iter().map(move |column| (file, column)));
    columns.map(|(file, column)| column.row(file).to_string()).collect()
}

impl Column {
    fn row(&self, file: &str) -> serde_json::Value {
        serde_json::json!({
            "file": file, "column": self.name, "kind": self.kind.label(), "values": self.values(),
            "meaning": self.meaning, "made_coarser": self.coarser,
        })
    }

    /// The words that may stand in a cell, separated by spaces.
    pub fn values(&self) -> String {
        let listed = match self.kind {
            Kind::Word(words) | Kind::Words(words) => words,
            _ => &[],
        };
        let merged = (self.coarser == MERGED).then_some("merged");
        listed.iter().map(|(word, _)| file_word(word)).chain(merged).collect::<Vec<_>>().join(" ")
    }
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Text | Self::Id => "text",
            Self::Word(_) => "one word",
            Self::Words(_) => "words",
            Self::Number(unit) => unit,
            Self::Cents => "US cents",
            Self::Quarter => "quarter, as 2026-Q1",
            Self::Flag => "true or false",
            Self::Day => "day, as 2026-11-22",
        }
    }
}

const MERGED: &str = "Values that fewer than 5 reports of the path have are written as merged.";
const TWO_DIGITS: &str = "Rounded to 2 significant digits.";
const QUARTERS: &str = "The month is left out.";

const fn column(name: &'static str, kind: Kind, meaning: &'static str) -> Column {
    Column { name, kind, meaning, coarser: "" }
}

const fn text(name: &'static str, meaning: &'static str) -> Column {
    column(name, Kind::Text, meaning)
}

/// A column of the quality of this name, by which experiences are narrowed.
const fn facet(name: &'static str, meaning: &'static str) -> Column {
    let quality = quality(name);
    let kind = match quality.listed() {
        Some(words) if quality.is_plural() => Kind::Words(words),
        Some(words) => Kind::Word(words),
        None => Kind::Text,
    };
    let coarser = if matches!(quality.privacy, Privacy::Merged) { MERGED } else { "" };
    Column { name, kind, meaning, coarser }
}

const fn id(name: &'static str, meaning: &'static str) -> Column {
    column(name, Kind::Id, meaning)
}

const fn flag(name: &'static str, meaning: &'static str) -> Column {
    column(name, Kind::Flag, meaning)
}

const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> Column {
    column(name, Kind::Number(unit), meaning)
}

impl Column {
    const fn but(self, coarser: &'static str) -> Self {
        Self { coarser, ..self }
    }
}
