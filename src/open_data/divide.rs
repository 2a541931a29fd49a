//! Months that were frozen while words still stood among the numbers are divided, once: the numbers keep their file without
//! the columns of words, and words that their authors have not taken back since go into files that can be cut.

use super::{
    file::{DataFile, Format},
    line::record,
    queries::{self, Line},
    snapshot::SNAPSHOT,
    words::{self, Writing},
};
use crate::values::Month;
use anyhow::{Context as _, Result, ensure};
use csv::StringRecord;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection, PgPool};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(3_600);

/// The columns that hold a report's words.
const WORDS: [&str; 4] = ["headline", "what_i_did", "what_went_wrong", "tell_a_friend"];

/// How many bytes of numbers are kept as one piece, at least.
const PIECE: usize = 64 * 1024;

/// Divides every month that is not yet.
pub async fn old_months(db: &PgPool) -> Result<()> {
    if queries::undivided(db).await?.is_empty() {
        return Ok(());
    }
    let mut conn = queries::connect(db, PATIENCE).await?;
    let mut tx = conn.begin().await?;
    if queries::is_alone(&mut tx, SNAPSHOT).await? {
        for day in queries::undivided(&mut *tx).await? {
            divide(&mut tx, Month::of(day))
                .await
                .with_context(|| format!("dividing the snapshot of {day}"))?;
        }
    }
    tx.commit().await?;
    Ok(conn.close().await?)
}

async fn divide(tx: &mut PgConnection, month: Month) -> Result<()> {
    let files = queries::frozen(&mut *tx, Some(month)).await?;
    let is_there = |name: &&str| files.iter().any(|file| file.name == *name);
    let mut written = Vec::new();
    for whole in ["experiences.csv", "experiences.ndjson"].into_iter().filter(is_there) {
        written.push(part(tx, month, whole).await?);
    }
    for name in ["paths.csv", "cases.csv"].into_iter().filter(is_there) {
        let mut writing = Writing::new(month, name);
        let mut lines = Lines::new(month, name);
        while let Some(text) = lines.next(tx).await? {
            writing.write(tx, [Line { report: None, text }]).await?;
        }
        queries::divide_frozen(tx, month, name, None).await?;
        written.push(writing);
    }
    for writing in written {
        writing.finish(tx).await?;
    }
    words::settle(tx, month).await?;
    tracing::info!("the words of {month} now stand apart from its numbers");
    Ok(())
}

/// Takes the words out of a file of reports; gives the file that they are written to.
async fn part(tx: &mut PgConnection, month: Month, whole: &str) -> Result<Writing<'static>> {
    let file = DataFile::find(&whole.replace("experiences", "words")).context("words have no such file")?;
    let mut writing = Writing::new(month, file.name);
    writing.write(tx, words::head(file)?).await?;
    let mut numbers = Numbers::new(month, whole);
    let mut lines = Lines::new(month, whole);
    let head = match file.format {
        Format::Csv => Some(fields(&lines.next(tx).await?.context("the file is empty")?)?),
        Format::Ndjson => None,
    };
    if let Some(head) = &head {
        let kept = head.iter().filter(|name| !WORDS.contains(name)).map(str::to_owned);
        numbers.write(tx, &record(kept)?).await?;
    }
    while let Some(line) = lines.next(tx).await? {
        let row = Row::read(head.as_ref(), &line)?;
        numbers.write(tx, &row.numbers).await?;
        writing.write(tx, row.words(file)?).await?;
    }
    numbers.finish(tx).await?;
    Ok(writing)
}

/// A row of a file of reports, divided.
struct Row {
    numbers: Vec<u8>,
    /// The report's id and its words.
    words: Map<String, Value>,
}

impl Row {
    /// `head` are the names of the columns of a CSV file.
    fn read(head: Option<&StringRecord>, line: &str) -> Result<Self> {
        let is_words = |name: &str| name == "id" || WORDS.contains(&name);
        let Some(head) = head else {
            let mut row: Map<String, Value> = serde_json::from_str(line)?;
            let words = row.iter().filter(|(name, _)| is_words(name));
            let words = words.map(|(name, value)| (name.clone(), value.clone())).collect();
            row.retain(|name, _| !WORDS.contains(&name.as_str()));
            return Ok(Self { numbers: format!("{}\n", Value::Object(row)).into_bytes(), words });
        };
        let cells = fields(line)?;
        ensure!(cells.len() == head.len(), "a row has {} cells of {}", cells.len(), head.len());
        let named = || head.iter().zip(&cells);
        let kept = named().filter(|(name, _)| !WORDS.contains(name)).map(|(_, cell)| cell.to_owned());
        let words = named().filter(|(name, cell)| is_words(name) && !cell.is_empty());
        let words = words.map(|(name, cell)| (name.to_owned(), cell.into())).collect();
        Ok(Self { numbers: record(kept)?, words })
    }

    /// Its line in the file of words; none where it has no words.
    fn words(self, file: &DataFile) -> Result<Option<Line>> {
        if WORDS.iter().all(|name| self.words.get(*name).is_none_or(Value::is_null)) {
            return Ok(None);
        }
        let said = |name: &str| self.words.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let text = match file.format {
            Format::Csv => String::from_utf8(record(file.columns.iter().map(|column| said(column.name)))?)?,
            Format::Ndjson => format!("{}\n", Value::Object(self.words.clone())),
        };
        Ok(Some(Line { report: Some(said("id")), text }))
    }
}

fn fields(line: &str) -> Result<StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    reader.records().next().context("a row is empty")?.context("reading a row")
}

/// The file of numbers while it is written: below the places of what it replaces.
struct Numbers<'a> {
    month: Month,
    name: &'a str,
    kept: Vec<u8>,
    hash: Sha256,
    bytes: i64,
    pieces: i32,
}

impl<'a> Numbers<'a> {
    fn new(month: Month, name: &'a str) -> Self {
        Self { month, name, kept: Vec::new(), hash: Sha256::new(), bytes: 0, pieces: 0 }
    }

    async fn write(&mut self, tx: &mut PgConnection, line: &[u8]) -> sqlx::Result<()> {
        self.kept.extend(line);
        if self.kept.len() >= PIECE { self.keep(tx).await } else { Ok(()) }
    }

    async fn keep(&mut self, tx: &mut PgConnection) -> sqlx::Result<()> {
        let piece = std::mem::take(&mut self.kept);
        self.hash.update(&piece);
        self.bytes += piece.len() as i64;
        self.pieces += 1;
        queries::insert_piece(tx, self.month, self.name, -self.pieces, &piece).await
    }

    async fn finish(mut self, tx: &mut PgConnection) -> sqlx::Result<()> {
        if !self.kept.is_empty() {
            self.keep(tx).await?;
        }
        let counted = (self.bytes, &*self.hash.finalize());
        queries::divide_frozen(tx, self.month, self.name, Some(counted)).await
    }
}

/// The lines of a frozen file, with their ends; in CSV one may be a quoted cell's own.
struct Lines<'a> {
    month: Month,
    name: &'a str,
    pieces: i32,
    read: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn new(month: Month, name: &'a str) -> Self {
        Self { month, name, pieces: 0, read: Vec::new() }
    }

    async fn next(&mut self, tx: &mut PgConnection) -> Result<Option<String>> {
        loop {
            if let Some(length) = first_line(&self.read, self.name.ends_with(".csv")) {
                let rest = self.read.split_off(length);
                return Ok(Some(String::from_utf8(std::mem::replace(&mut self.read, rest))?));
            }
            let piece = queries::piece(&mut *tx, self.month.first_day(), self.name, self.pieces).await?;
            let Some(piece) = piece else { break };
            self.pieces += 1;
            self.read.extend(piece);
        }
        ensure!(self.read.is_empty(), "{} ends within a line", self.name);
        Ok(None)
    }
}

/// How long the first whole line is; none where it has not ended.
fn first_line(bytes: &[u8], quotes: bool) -> Option<usize> {
    let mut quoted = false;
    let end = bytes.iter().position(|byte| {
        quoted ^= quotes && *byte == b'"';
        *byte == b'\n' && !quoted
    });
    end.map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_no_cell_is_open() {
        assert_eq!(first_line(b"a,\"b\r\n\"\"c\"\r\nd", true), Some(12));
        assert_eq!(first_line(b"a,\"b\r\n", true), None);
        assert_eq!(first_line(b"{\"a\":\"\\\"\"}\n{", false), Some(11));
    }

    #[test]
    fn a_row_is_divided_into_numbers_and_words() {
        let head = fields("id,n,headline,what_i_did\r\n").unwrap();
        let row = Row::read(Some(&head), "x,1,\"a, b\",c\r\n").unwrap();
        assert_eq!(row.numbers, b"x,1\r\n");
        let file = DataFile::find("words.csv").unwrap();
        assert_eq!(row.words(file).unwrap().unwrap().text, "x,\"a, b\",c,,\r\n");
        let row = Row::read(None, r#"{"id":"x","n":1,"headline":null,"what_i_did":null}"#).unwrap();
        assert_eq!(row.numbers, b"{\"id\":\"x\",\"n\":1}\n");
        assert!(row.words(DataFile::find("words.ndjson").unwrap()).unwrap().is_none());
    }
}
