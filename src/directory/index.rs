use super::{
    Reports, beside,
    facts::{self, Fact},
};
use crate::{
    experiences::path_figures,
    paths::{self, Dimension, HustlePath, Rating, SORTS},
    values::how_many,
    web::{Chip, Chrome, Facet, FacetView, Page, Query, Result, SortView, View, facets as narrow, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

const BASE: &str = "/paths";

/// Facets that stand open before anything is chosen in them.
const OPEN: [&str; 3] = ["barrier_to_entry", "competition", "startup_capital"];

/// The ratings on a card, the first things people ask.
const ON_CARD: [Dimension; 6] = [
    Dimension::BarrierToEntry,
    Dimension::Competition,
    Dimension::StartupCapital,
    Dimension::Risk,
    Dimension::DomainExpertise,
    Dimension::Nature,
];

#[derive(Debug, Template)]
#[template(path = "directory/index.html")]
pub struct Index {
    chrome: Chrome,
    view: View,
    all: usize,
    cards: Vec<Card>,
    /// The day as of which the figures of all paths hold; none where there is no path.
    as_of: Option<Date>,
    left_out: Vec<LeftOut>,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    /// Of an empty list: how many it would hold without one of its filters.
    near_misses: Vec<(usize, Chip)>,
    sort: SortView,
    /// The order, where the filters must send it along.
    keep: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
struct Card {
    path: HustlePath,
    reports: Reports,
}

impl Card {
    fn of(mut path: HustlePath, reports: Reports) -> Self {
        path.measured = reports.measured();
        Self { path, reports }
    }

    /// Two rows of facts in all: with figures there is room for fewer ratings.
    fn ratings(&self) -> Vec<&Rating> {
        let room = if self.reports.has_figures() { 4 } else { ON_CARD.len() };
        ON_CARD.iter().take(room).filter_map(|dimension| self.path.rating(*dimension)).collect()
    }

    fn facts(&self) -> Vec<Fact> {
        facts::in_short(&self.reports)
    }
}

/// A path that the filters hide, and why, in a clause for each filter it fails.
#[derive(Debug)]
struct LeftOut {
    path: HustlePath,
    reasons: Vec<String>,
}

/// `GET /paths`: the paths, narrowed and ordered by the query.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<Index>> {
    let (known, figures) = tokio::try_join!(paths::all(&db), path_figures::of_all(&db))?;
    let as_of = path_figures::as_of(figures.iter().map(|(_, path)| path));
    let cards = beside(known.into_iter(), figures).map(|(path, reports)| Card::of(path, reports)).collect();
    let facets = paths::facets();
    let view = View::read(BASE, &facets, SORTS, &query).unsearched().with_page(1);
    Ok(Page(Index { as_of, ..Index::of(chrome, view, &facets, cards) }))
}

impl Index {
    fn of(chrome: Chrome, view: View, facets: &[Facet], cards: Vec<Card>) -> Self {
        let known: Vec<HustlePath> = cards.iter().map(|card| card.path.clone()).collect();
        let count = |key: &str, word: &str| narrow::count(&known, &view.selection, key, word);
        let mut views = narrow::views(facets, &view.selection, count);
        views.iter_mut().for_each(|facet| facet.open |= OPEN.contains(&facet.key));
        let all = cards.len();
        let (mut shown, left): (Vec<Card>, Vec<Card>) =
            cards.into_iter().partition(|card| narrow::passes(&card.path, &view.selection, None));
        let place = paths::order(view.sort());
        shown.sort_by_key(|card| place(&card.path));
        let near_misses = if shown.is_empty() { near_misses(&known, &view, facets) } else { Vec::new() };
        Self {
            chrome: chrome.at(&view.url()),
            all,
            as_of: None,
            left_out: left.into_iter().map(|card| LeftOut::of(card.path, &view)).collect(),
            cards: shown,
            facets: views,
            chips: view.chips(facets),
            near_misses,
            sort: view.sort_view(),
            keep: if view.sort() == SORTS[0].0 { Vec::new() } else { vec![("sort", view.sort())] },
            view,
        }
    }

    fn count(&self) -> String {
        match self.cards.len() {
            shown if shown == self.all => how_many(self.all, "path"),
            shown => {
                let all = how_many(self.all, "path");
                format!("{shown} of {all} {}", if shown == 1 { "matches" } else { "match" })
            }
        }
    }

    fn is_unreported(&self) -> bool {
        self.cards.iter().all(|card| card.reports.is_empty())
    }

    /// A view that search engines need not keep.
    fn is_thin(&self) -> bool {
        self.cards.len() < 3
    }
}

/// For each choice, how many paths there would be without it.
fn near_misses(paths: &[HustlePath], view: &View, facets: &[Facet]) -> Vec<(usize, Chip)> {
    let without = view.selection.pairs().map(|(key, word)| view.selection.without(key, word));
    let found = without.map(|wider| paths.iter().filter(|path| narrow::passes(*path, &wider, None)).count());
    found.zip(view.chips(facets)).filter(|(found, _)| *found > 0).collect()
}

impl LeftOut {
    fn of(path: HustlePath, view: &View) -> Self {
        let reasons = paths::mismatches(&path, &view.selection);
        Self { path, reasons }
    }
}
