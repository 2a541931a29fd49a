use super::{Kind, Results, SearchQuery, find};
use crate::{
    values::{ClosedList as _, how_many},
    web::{Chip, Chrome, Facet, FacetView, Page, Pager, Query, Result, View, facets, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "search/index.html")]
pub struct Index {
    chrome: Chrome,
    view: View,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    results: Results,
    total: i64,
    pager: Pager,
}

/// `GET /search`: the box, and what it found.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<Index>> {
    let facets = [Facet::of::<Kind>("kind", "Kind")];
    let view = View::read("/search", &facets, &[], &query);
    let Some(asked) = SearchQuery::of(&view) else {
        return Ok(Page(Index::of(chrome, view, &facets, &[], Results::default())));
    };
    let results = find(&db, &asked).await?;
    Ok(Page(Index::of(chrome, view, &facets, &asked.kinds, results)))
}

impl Index {
    fn of(chrome: Chrome, view: View, facets: &[Facet], kinds: &[Kind], results: Results) -> Self {
        let count = |_: &str, word: &str| Kind::from_word(word).map_or(0, |kind| results.counts.of(kind));
        let total = results.counts.total(kinds);
        let mut views = facets::views(facets, &view.selection, count);
        // The only facet: there is nothing to gain by folding it.
        views.iter_mut().for_each(|facet| facet.open = true);
        Self {
            chrome: chrome.at(&view.with_page(view.page.within(total).number()).url()),
            facets: views,
            chips: view.chips(facets),
            total,
            pager: view.pager(total),
            results,
            view,
        }
    }

    /// As typed; empty while nothing was.
    fn words(&self) -> &str {
        self.view.words.as_deref().unwrap_or_default()
    }

    /// "12 results".
    fn count(&self) -> String {
        how_many(self.total, "result")
    }
}
