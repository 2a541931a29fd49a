use super::{
    dictionary::{self, Column},
    download::LICENCE,
    file::{DataFile, FILES},
    queries::{self, Cut, Frozen},
};
use crate::{
    config::Limits,
    directory,
    experiences::{
        InFigures,
        path_figures::{self, PathFigures},
    },
    figures::{Share, Spread, Starts},
    paths::{self, HustlePath},
    reports::Kind,
    values::ClosedList as _,
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use std::sync::Arc;
use time::Date;

#[derive(Debug, Template)]
#[template(path = "open_data/page.html")]
pub struct DataPage {
    chrome: Chrome,
    as_of: Date,
    licence: &'static str,
    files: &'static [DataFile],
    rows: Vec<Row>,
    /// The earners of all paths together.
    all: Earned,
    all_starts: Starts,
    snapshots: Vec<Snapshot>,
    cuts: Vec<Cut>,
    limits: Arc<Limits>,
}

/// How many earned, on one path.
#[derive(Debug)]
struct Row {
    path: HustlePath,
    /// Where all its reports are listed, for further filters to follow.
    set: String,
    earned: Earned,
    starts: Starts,
}

/// How many earned of those who have no denominator, by who tells it. Of registered starts [`Starts`] says it.
#[derive(Debug)]
struct Earned {
    told: Cell,
    sellers: Cell,
}

#[derive(Debug)]
struct Cell {
    n: usize,
    /// None where there are too few to say.
    earned: Option<Share>,
}

#[derive(Debug)]
struct Snapshot {
    month: String,
    made: Date,
    dictionary: i16,
    /// When its words were put apart from its numbers, if that was after it was made.
    divided: Option<Date>,
    files: Vec<Frozen>,
}

/// `GET /data`: what there is to take away, and the one table that it is all for.
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
) -> Result<Page<DataPage>> {
    let (known, figures) = tokio::try_join!(paths::all(&db), path_figures::of_all(&db))?;
    let today = crate::clock::today(&db).await?;
    let as_of = path_figures::as_of(figures.iter().map(|(_, path)| path)).unwrap_or(today);
    let all = Earned::of(figures.iter().map(|(_, path)| path));
    let all_starts = Starts::together(figures.iter().map(|(_, path)| path.strata.registered.starts));
    let rows = directory::beside(known.into_iter(), figures);
    let rows = rows.map(|(path, reports)| Row {
        set: format!("/experiences?path={}&", path.slug),
        path,
        earned: Earned::of([&reports.figures]),
        starts: reports.due().starts,
    });
    Ok(Page(DataPage {
        chrome,
        as_of,
        licence: LICENCE,
        files: &FILES,
        rows: rows.collect(),
        all,
        all_starts,
        snapshots: by_month(queries::frozen(&db, None).await?),
        cuts: queries::cuts(&db).await?,
        limits,
    }))
}

impl Earned {
    fn of<'a>(paths: impl IntoIterator<Item = &'a PathFigures>) -> Self {
        let paths: Vec<&PathFigures> = paths.into_iter().collect();
        Self {
            told: Cell::of(&Spread::together(paths.iter().map(|path| &path.strata.told))),
            sellers: Cell::of(&Spread::together(paths.iter().map(|path| &path.strata.sellers))),
        }
    }

    /// In the order of the table's columns, each with the list behind it; there is none of those who sell alone.
    fn cells(&self, set: &str) -> [(&Cell, Option<String>); 2] {
        let counted = format!("{set}in_figures={}", InFigures::Counted.word());
        let told = format!("{counted}&kind={}", Kind::ToldAfterwards.word());
        [(&self.told, Some(told)), (&self.sellers, None)]
    }
}

impl Cell {
    fn of(reports: &Spread) -> Self {
        Self { n: reports.n(), earned: reports.share(|month| month.earned) }
    }
}

/// The files stand latest month first.
fn by_month(files: Vec<Frozen>) -> Vec<Snapshot> {
    let mut snapshots: Vec<Snapshot> = Vec::new();
    for file in files {
        let month = file.month_word();
        match snapshots.last_mut().filter(|last| last.month == month) {
            Some(snapshot) => snapshot.files.push(file),
            None => {
                let (made, dictionary, divided) = (file.made_at.date(), file.dictionary, file.divided_on);
                snapshots.push(Snapshot { month, made, dictionary, divided, files: vec![file] });
            }
        }
    }
    snapshots
}

#[derive(Debug, Template)]
#[template(path = "open_data/dictionary.html")]
pub struct DictionaryPage {
    chrome: Chrome,
    version: i16,
    files: &'static [(&'static str, &'static [Column])],
}

/// `GET /data/dictionary`: what each column says, to be read.
pub async fn dictionary(chrome: Chrome) -> Page<DictionaryPage> {
    Page(DictionaryPage { chrome, version: dictionary::VERSION, files: dictionary::FILES })
}
