//! Looks whether something is erased: a word or a report's number is searched in every table and in the data folder.

mod find;
mod folder;
mod sought;

use crate::{
    config::Config,
    db::local,
    values::{ExperienceId, how_many},
};
use anyhow::{Context as _, Result, bail};
use find::Match;
use sought::SearchedWords;
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
    report: Option<ExperienceId>,
}

/// Says what was searched, when nothing is left; fails and says where something is, otherwise. What was sought is not
/// repeated, so that the answer can be kept. Backups, what others copied and PostgreSQL's own files are not searched.
pub async fn prove(db: &PgPool, config: &Config, options: &Options) -> Result<String> {
    let words: Option<Vec<SearchedWords>> = options.word.iter().map(|word| SearchedWords::of(word)).collect();
    let words = words.context("give three characters or more, or two of Chinese, Japanese or Korean")?;
    let tables = find::tables(db).await?;
    let mut found = if words.is_empty() { Vec::new() } else { find::words(db, &tables, &words).await? };
    if let Some(number) = options.report {
        found.extend(find::report(db, number).await?);
    }
    let folders = match &config.database_url {
        Some(_) => Vec::new(),
        None => local::folders(&config.data_dir),
    };
    let mut files = 0;
    for folder in &folders {
        let searched = folder::search(folder, &words)?;
        files += searched.files;
        found.extend(searched.found);
    }
    answer(tables.len(), files, find::unseen(db).await?, found)
}

/// `unseen` statements run for other roles, and the server does not show them to ours.
fn answer(tables: usize, files: usize, unseen: i64, found: Vec<Match>) -> Result<String> {
    let mut said = format!(
        "Searched {tables} tables, the planner's samples, what the server runs for us now and {files} files of the data folder. \
         Not searched: PostgreSQL's own files, backups, and what others have copied.\n"
    );
    if unseen > 0 {
        writeln!(said, "Nor could this role see {} of other roles.", how_many(unseen, "statement"))?;
    }
    for place in &found {
        writeln!(said, "  {place}")?;
    }
    if found.iter().any(|place| !place.stays) {
        bail!("it is not erased. {said}");
    }
    Ok(said + "Nothing is left.\n")
}
