use super::{
    check::{Content, Entry},
    queries::{self, LoadedRow},
};
use crate::{case_studies, paths, rates};
use sqlx::PgPool;
use std::fmt;

/// Counts of what loading did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Rows made or renewed.
    pub paths: usize,
    pub cases: usize,
    pub rates: usize,
    /// Rows that differ from their files and stay as an editor left them.
    pub kept: usize,
}

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { paths, cases, rates, .. } = self;
        write!(f, "{paths} paths, {cases} case studies and {rates} rates loaded")?;
        if self.kept > 0 { write!(f, ", {} left as edited", self.kept) } else { Ok(()) }
    }
}

/// Brings the content into the tables, all of it or nothing. Rows without a file stay. Two queries when there is nothing
/// to do.
pub async fn load(db: &PgPool, content: &Content) -> sqlx::Result<Loaded> {
    let known = queries::known(db).await?;
    if outdated(&content.paths, &known.paths).is_empty()
        && outdated(&content.cases, &known.cases).is_empty()
        && rates::outdated(&mut *db.acquire().await?, &content.rates).await?.is_empty()
    {
        return Ok(Loaded { kept: kept(content, &known), ..Loaded::default() });
    }
    let mut tx = db.begin().await?;
    queries::lock(&mut *tx).await?;
    // Another copy of the program may have loaded it meanwhile.
    let known = queries::known(&mut *tx).await?;
    let (paths, cases) = (outdated(&content.paths, &known.paths), outdated(&content.cases, &known.cases));
    for path in &paths {
        paths::put(&mut tx, &path.keys.path(path.slug.clone(), &path.body), Some(&path.hash)).await?;
    }
    for case in &cases {
        case_studies::put(&mut tx, case.slug.as_str(), &case.keys, &case.body, Some(&case.hash)).await?;
    }
    let rates = rates::load(&mut tx, &content.rates).await?;
    tx.commit().await?;
    Ok(Loaded { paths: paths.len(), cases: cases.len(), rates, kept: kept(content, &known) })
}

/// Files that are missing from the tables or were loaded from another version, and are no editor's.
fn outdated<'a, T>(entries: &'a [Entry<T>], known: &[LoadedRow]) -> Vec<&'a Entry<T>> {
    let settled = |entry: &&Entry<T>| {
        known.iter().any(|row| row.slug == entry.slug.as_str() && (row.is_edited || row.is_from(entry)))
    };
    entries.iter().filter(|entry| !settled(entry)).collect()
}

fn kept(content: &Content, known: &queries::KnownRows) -> usize {
    edited(&content.paths, &known.paths) + edited(&content.cases, &known.cases)
}

fn edited<T>(entries: &[Entry<T>], known: &[LoadedRow]) -> usize {
    let differs = |row: &&LoadedRow| {
        row.is_edited && entries.iter().any(|entry| row.slug == entry.slug.as_str() && !row.is_from(entry))
    };
    known.iter().filter(differs).count()
}

impl LoadedRow {
    fn is_from<T>(&self, entry: &Entry<T>) -> bool {
        self.hash.as_deref() == Some(&entry.hash)
    }
}
