//! The cost of an approval and of a page with many reports, measured on a database that is thrown away afterwards.

mod fill;
mod measure;

use crate::{
    demo,
    experiences::{self, path_figures},
    state::AppState,
};
use anyhow::ensure;
use measure::{Pages, Timed, ms_since, several};
use sqlx::PgPool;
use std::{fmt::Write as _, time::Instant};

const PAGES: [(&str, &str); 6] = [
    ("Path page", "/paths/content-creation"),
    ("Home", "/"),
    ("Every path", "/paths"),
    ("List, with facet counts", "/experiences"),
    ("Filtered list, with facet counts", "/experiences?path=content-creation&status=earning"),
    (
        "List filtered by four facets",
        "/experiences?path=ai-tools&region=europe&kind=told_afterwards&background=software",
    ),
];
/// Its words are in the template, so it costs what any page costs before a database is asked.
const PLAIN: &str = "/method";

/// Fills the database with so many invented reports, measures, and gives the table. Refuses a database that holds anything.
pub async fn run(state: &AppState, rows: i64) -> anyhow::Result<String> {
    ensure!(
        fill::is_empty(&state.db).await?,
        "this database holds reports; a benchmark needs one of its own to throw away"
    );
    let mut state = state.clone();
    state.site.demo = true;
    demo::fill(&state).await?;
    fill::multiply(&state.db, rows).await?;
    let all_counted = refreshed(&state.db).await?;
    let approvals = approvals(&state.db).await?;
    let index_filled = index_filled(&state).await?;
    let mut pages = Pages::of(state.clone());
    let plain = pages.time(PLAIN).await?;
    let mut told = format!("Plain page ({PLAIN}): {:.1} ms, {} kB\n\n", plain.ms, plain.bytes / 1_000);
    writeln!(told, "| {rows} reports | ms | of a plain page of its size |\n|--|--|--|")?;
    writeln!(told, "| All figures of all paths, from nothing | {all_counted:.0} | |")?;
    writeln!(
        told,
        "| Filling the index that lists count with, when the program starts | {index_filled:.0} | |"
    )?;
    for (what, ms) in approvals {
        writeln!(told, "| {what} | {ms:.1} | {:.1} |", ms / plain.ms)?;
    }
    for (what, address) in PAGES {
        let Timed { ms, bytes } = pages.time(address).await?;
        let ratio = ms / (plain.ms * bytes as f64 / plain.bytes as f64);
        writeln!(told, "| {what} ({} kB) | {ms:.1} | {ratio:.1} |", bytes / 1_000)?;
    }
    Ok(told)
}

/// Milliseconds of one approval, and until its figures are counted.
async fn approvals(db: &PgPool) -> anyhow::Result<[(&'static str, f64); 2]> {
    let mut number = 900_000_000;
    let (mut approving, mut counting) = (Vec::new(), Vec::new());
    for _ in 0..several(db).await? {
        number += 1;
        let begin = Instant::now();
        let mut tx = db.begin().await?;
        demo::publish_another(&mut tx, number).await?;
        tx.commit().await?;
        approving.push(ms_since(begin));
        counting.push(refreshed(db).await?);
    }
    Ok([
        ("Sending and approving a report", measure::middle(approving)),
        ("Counting its path again, aside", measure::middle(counting)),
    ])
}

async fn index_filled(state: &AppState) -> sqlx::Result<f64> {
    let begin = Instant::now();
    experiences::bring_up_to_date(&state.db, &state.reports).await?;
    Ok(ms_since(begin))
}

async fn refreshed(db: &PgPool) -> sqlx::Result<f64> {
    let begin = Instant::now();
    path_figures::refresh(db).await?;
    Ok(ms_since(begin))
}
