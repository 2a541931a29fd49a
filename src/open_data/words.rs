//! The files of a frozen month that hold somebody's words: kept line by line, so that words can be cut, and counted again
//! after each cut. The cutting is done by the database, whatever takes a report off the site.

use super::{
    export::Export,
    file::DataFile,
    queries::{self, Line},
};
use crate::values::Month;
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection, PgPool, PgTransaction};
use std::time::Duration;
use time::Date;

/// For all files that were cut.
const PATIENCE: Duration = Duration::from_secs(3_600);

const COUNTING: i32 = 4;

/// A frozen file of words while it is written.
#[derive(Debug)]
pub struct Writing<'a> {
    month: Month,
    name: &'a str,
    hash: Sha256,
    bytes: i64,
    places: i32,
    /// Lines that are not in the table yet.
    pending: Vec<Line>,
}

/// How many lines are put into the table at once.
const BATCH: usize = 200;

impl<'a> Writing<'a> {
    pub fn new(month: Month, name: &'a str) -> Self {
        Self { month, name, hash: Sha256::new(), bytes: 0, places: 0, pending: Vec::new() }
    }

    pub async fn write(
        &mut self,
        tx: &mut PgConnection,
        lines: impl IntoIterator<Item = Line>,
    ) -> sqlx::Result<()> {
        self.pending.extend(lines);
        if self.pending.len() >= BATCH { self.keep(tx).await } else { Ok(()) }
    }

    async fn keep(&mut self, tx: &mut PgConnection) -> sqlx::Result<()> {
        queries::insert_lines(tx, self.month, self.name, self.places, &self.pending).await?;
        for line in self.pending.drain(..) {
            self.hash.update(&line.text);
            self.bytes += line.text.len() as i64;
            self.places += 1;
        }
        Ok(())
    }

    pub async fn finish(mut self, tx: &mut PgConnection) -> sqlx::Result<()> {
        self.keep(tx).await?;
        queries::insert_word_file(tx, self.month, self.name, self.bytes, &self.hash.finalize()).await
    }
}

/// Writes the file as it is now.
pub async fn freeze(mut export: Export, tx: &mut PgConnection, month: Month, file: &DataFile) -> Result<()> {
    let mut writing = Writing::new(month, file.name);
    writing.write(tx, head(file)?).await?;
    loop {
        let rows = export.rows().await?;
        if rows.is_empty() {
            break;
        }
        let lines = rows.iter().map(|row| line(file, row)).collect::<Result<Vec<_>>>()?;
        writing.write(tx, lines).await?;
    }
    export.close().await?;
    Ok(writing.finish(tx).await?)
}

/// The line above all rows, if the format has one.
pub fn head(file: &DataFile) -> Result<Option<Line>> {
    let text = String::from_utf8(file.head()?)?;
    Ok((!text.is_empty()).then_some(Line { report: None, text }))
}

fn line(file: &DataFile, row: &str) -> Result<Line> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: Option<String>,
    }
    let named: Named = serde_json::from_str(row).context("reading a row")?;
    Ok(Line { report: named.id, text: String::from_utf8(file.line(row)?)? })
}

/// Ends a month that was frozen: takes out the words of whoever took them back while it was. From then on each cut finds
/// them by itself; those under way are waited for.
pub async fn settle(tx: &mut PgConnection, month: Month) -> sqlx::Result<()> {
    queries::hold_cuts(tx).await?;
    queries::cut_gone(tx, month).await
}

/// Counts size and checksum again of each file that was cut since. A copy of the program that finds another at it leaves it
/// to that one.
pub async fn count_again(db: &PgPool) -> sqlx::Result<()> {
    if queries::cut_files(db).await?.is_empty() {
        return Ok(());
    }
    let mut conn = queries::connect(db, PATIENCE).await?;
    // As of one moment each, so that a cut that comes meanwhile is counted the next time.
    let mut tx = conn.begin_with("begin isolation level repeatable read").await?;
    if queries::is_alone(&mut tx, COUNTING).await? {
        for (month, name) in queries::cut_files(&mut *tx).await? {
            count(&mut tx, month, &name).await?;
        }
    }
    tx.commit().await?;
    conn.close().await
}

async fn count(tx: &mut PgTransaction<'_>, month: Date, name: &str) -> sqlx::Result<()> {
    let (mut hash, mut bytes, mut after) = (Sha256::new(), 0, -1);
    loop {
        let lines = queries::lines_after(&mut **tx, month, name, after).await?;
        let Some((last, _)) = lines.last() else { break };
        after = *last;
        for (_, line) in &lines {
            hash.update(line);
            bytes += line.len() as i64;
        }
    }
    queries::note_count(tx, month, name, bytes, &hash.finalize()).await
}
