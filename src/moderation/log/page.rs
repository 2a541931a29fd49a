use super::{
    draws::Draws,
    event::{Action, Asked, Event},
    months::{Month, Parity},
};
use crate::{
    limits::{self, Change},
    moderation::{ItemKind, queries, queue::list::path_facet, signals::bursts},
    web::{Chrome, Facet, Page, PageNumber, Paged, Query, Result, View, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

/// How many changes of thresholds are shown, and how many signals of paths.
const MOST_CHANGES: i64 = 20;

#[derive(Debug, Template)]
#[template(path = "moderation/log.html")]
pub struct LogPage {
    chrome: Chrome,
    facets: Vec<Facet>,
    view: View,
    events: Paged<Event>,
    months: Vec<Month>,
    parity: Vec<Parity>,
    bursts: Vec<bursts::Signal>,
    draws: Draws,
    thresholds: Vec<(&'static str, String)>,
    changes: Vec<Change>,
}

/// `GET /log`: every decision, the newest first, with the figures of the last months.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<LogPage>> {
    let facets = vec![
        Facet::of::<Action>("action", "Decision"),
        Facet::of::<ItemKind>("kind", "Kind"),
        path_facet(&db).await?,
    ];
    let view = View::read("/log", &facets, &[], &query).unsearched().one_of_each(&facets);
    let one = |key: &str| view.selection.of(key).first().map(String::as_str);
    let asked = Asked { action: one("action"), kind: one("kind"), path: one("path") };
    let read = |offset| queries::events(&db, asked, PageNumber::SIZE, offset);
    let events = Paged::read(&view, read).await?;
    let bursts = queries::signals(&db, MOST_CHANGES).await?;
    let draws = Draws::of(queries::drawn_by_quarter(&db).await?);
    let thresholds = limits::thresholds(&db).await?.published();
    let changes = limits::changes(&db, MOST_CHANGES).await?;
    let (months, parity) = (queries::months(&db).await?, queries::parity(&db).await?);
    let chrome = chrome.at(&view.with_page(events.pager.page).url());
    Ok(Page(LogPage { chrome, facets, view, events, months, parity, bursts, draws, thresholds, changes }))
}
