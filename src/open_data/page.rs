use super::{
    dictionary::{self, Column},
    download::LICENCE,
    file::{DataFile, FILES},
    queries::{self, Frozen},
};
use crate::{
    config::Limits,
    directory::Reports,
    figures::Share,
    paths::{self, HustlePath},
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use std::sync::Arc;
use time::{Date, OffsetDateTime};

#[derive(Debug, Template)]
#[template(path = "open_data/page.html")]
pub struct DataPage {
    chrome: Chrome,
    today: Date,
    licence: &'static str,
    files: &'static [DataFile],
    rows: Vec<Row>,
    snapshots: Vec<Snapshot>,
    limits: Arc<Limits>,
}

/// How many earned, on one path.
#[derive(Debug)]
struct Row {
    path: HustlePath,
    n: usize,
    /// None where there are too few to say.
    earned: Option<Share>,
}

#[derive(Debug)]
struct Snapshot {
    month: String,
    made: Date,
    files: Vec<Frozen>,
}

/// `GET /data`: what there is to take away, and the one table that it is all for.
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
) -> Result<Page<DataPage>> {
    let mut rows = Vec::new();
    for path in paths::all(&db).await? {
        let reports = Reports::of(&db, path.id).await?;
        rows.push(Row { path, n: reports.n(), earned: earned(&reports) });
    }
    Ok(Page(DataPage {
        chrome,
        today: OffsetDateTime::now_utc().date(),
        licence: LICENCE,
        files: &FILES,
        rows,
        snapshots: by_month(queries::frozen(&db, None).await?),
        limits,
    }))
}

fn earned(reports: &Reports) -> Option<Share> {
    let never = reports.summary.never_earned?;
    Share::of(never.n - never.k, never.n)
}

/// The files stand latest month first.
fn by_month(files: Vec<Frozen>) -> Vec<Snapshot> {
    let mut snapshots: Vec<Snapshot> = Vec::new();
    for file in files {
        let month = file.month_word();
        match snapshots.last_mut().filter(|last| last.month == month) {
            Some(snapshot) => snapshot.files.push(file),
            None => snapshots.push(Snapshot { month, made: file.made_at.date(), files: vec![file] }),
        }
    }
    snapshots
}

#[derive(Debug, Template)]
#[template(path = "open_data/dictionary.html")]
pub struct DictionaryPage {
    chrome: Chrome,
    files: &'static [(&'static str, &'static [Column])],
}

/// `GET /data/dictionary`: what each column says, to be read.
pub async fn dictionary(chrome: Chrome) -> Page<DictionaryPage> {
    Page(DictionaryPage { chrome, files: dictionary::FILES })
}
