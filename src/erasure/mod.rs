//! Looks whether something is erased: a word or a report's number is searched in every table and in the data folder.

mod find;
mod folder;

use crate::{config::Config, db::local};
use anyhow::{Result, bail, ensure};
use find::Found;
use sqlx::PgPool;
use std::fmt::Write as _;

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
pub struct Options {
    /// A word or a few words, whatever their case; a report's reference is such a word. May be given several times.
    #[arg(long, value_name = "WORDS")]
    word: Vec<String>,
    /// The number of a report's public page.
    #[arg(long, value_name = "NUMBER")]
    report: Option<i64>,
}

/// Says what was searched, when nothing is left; fails and says where something is, otherwise. What was sought is not
/// repeated, so that the answer can be kept. Backups, what others copied and PostgreSQL's own files are not searched.
pub async fn prove(db: &PgPool, config: &Config, options: &Options) -> Result<String> {
    ensure!(
        options.word.iter().all(|word| word.trim().chars().count() >= 3),
        "give three characters or more"
    );
    let tables = find::tables(db).await?;
    let mut found = Vec::new();
    for word in &options.word {
        found.extend(find::word(db, &tables, word.trim()).await?);
    }
    if let Some(number) = options.report {
        found.extend(find::report(db, number).await?);
    }
    let folders = match &config.database_url {
        Some(_) => Vec::new(),
        None => local::folders(&config.data_dir),
    };
    let mut files = 0;
    for folder in &folders {
        let searched = folder::search(folder, &options.word)?;
        files += searched.files;
        found.extend(searched.found);
    }
    answer(tables.len(), files, found)
}

fn answer(tables: usize, files: usize, found: Vec<Found>) -> Result<String> {
    let mut said = format!(
        "Searched {tables} tables, the planner's samples, what the server runs now and {files} files of the data folder. \
         Not searched: PostgreSQL's own files, backups, and what others have copied.\n"
    );
    for place in &found {
        writeln!(said, "  {place}")?;
    }
    if found.iter().any(|place| !place.stays) {
        bail!("it is not erased. {said}");
    }
    Ok(said + "Nothing is left.\n")
}
