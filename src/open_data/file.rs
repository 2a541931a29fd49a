use super::{
    dictionary::{CASES, Column, DICTIONARY, EXPERIENCES, PATHS, WORDS},
    queries,
};

/// A file that can be taken away.
#[derive(Debug)]
pub struct DataFile {
    pub name: &'static str,
    pub format: Format,
    pub columns: &'static [Column],
    pub rows: Rows,
    pub holds: Holds,
    pub says: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Ndjson,
}

/// How a frozen month keeps a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It never changes.
    Numbers,
    /// Somebody's own words are in it, which can be cut.
    Words,
}

/// Where a file's rows come from.
#[derive(Debug, Clone, Copy)]
pub enum Rows {
    /// The statement that opens the cursor; a row is a line of JSON.
    Query(&'static str),
    Dictionary,
}

/// Every file there is, live and in each snapshot.
pub static FILES: [DataFile; 7] = [
    DataFile {
        name: "experiences.csv",
        format: Format::Csv,
        columns: EXPERIENCES,
        rows: Rows::Query(queries::EXPERIENCES),
        holds: Holds::Numbers,
        says: "Every published report whose author agreed, one a row, without its words",
    },
    DataFile {
        name: "experiences.ndjson",
        format: Format::Ndjson,
        columns: EXPERIENCES,
        rows: Rows::Query(queries::EXPERIENCES),
        holds: Holds::Numbers,
        says: "The same, one JSON object a line",
    },
    DataFile {
        name: "words.csv",
        format: Format::Csv,
        columns: WORDS,
        rows: Rows::Query(queries::WORDS),
        holds: Holds::Words,
        says: "The words of those reports whose authors agreed to that too, to be joined by id",
    },
    DataFile {
        name: "words.ndjson",
        format: Format::Ndjson,
        columns: WORDS,
        rows: Rows::Query(queries::WORDS),
        holds: Holds::Words,
        says: "The same, one JSON object a line",
    },
    DataFile {
        name: "paths.csv",
        format: Format::Csv,
        columns: PATHS,
        rows: Rows::Query(queries::PATHS),
        holds: Holds::Words,
        says: "The paths: how they are rated, and how many reports there are",
    },
    DataFile {
        name: "cases.csv",
        format: Format::Csv,
        columns: CASES,
        rows: Rows::Query(queries::CASES),
        holds: Holds::Words,
        says: "The case studies, which no figure counts",
    },
    DataFile {
        name: "dictionary.csv",
        format: Format::Csv,
        columns: DICTIONARY,
        rows: Rows::Dictionary,
        holds: Holds::Numbers,
        says: "What each column of each file says",
    },
];

impl DataFile {
    pub fn find(name: &str) -> Option<&'static Self> {
        FILES.iter().find(|file| file.name == name)
    }
}

impl Format {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}
