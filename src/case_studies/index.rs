use super::{
    CaseCard,
    filter::{SORTS, facets, sort},
    queries,
};
use crate::paths;
use crate::values::how_many;
use crate::web::{
    Chip, Chrome, Facet, FacetView, Page, PageNumber, Pager, Query, Result, SortView, View, facets as narrow,
    filters,
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "case_studies/index.html")]
pub struct Index {
    chrome: Chrome,
    view: View,
    facets: Vec<FacetView>,
    chips: Vec<Chip>,
    /// The cases on this page of the list.
    cases: Vec<CaseCard>,
    found: usize,
    all: usize,
    sort: SortView,
    /// The order, where the filters must send it along.
    keep: Vec<(String, String)>,
    pager: Pager,
}

/// `GET /cases`: the case studies, narrowed by the query string.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<Index>> {
    let cases = queries::all(&db).await?;
    let facets = facets(&paths::options(&db).await?, &cases);
    let view = View::read("/cases", &facets, SORTS, &query).unsearched();
    Ok(Page(Index::of(chrome, view, &facets, cases)))
}

impl Index {
    /// "3 of 10 case studies", or "10 case studies" when none is left out.
    fn count(&self) -> String {
        if self.found == self.all {
            how_many(self.all, "case study")
        } else {
            format!("{} of {}", self.found, how_many(self.all, "case study"))
        }
    }

    fn of(chrome: Chrome, view: View, facets: &[Facet], cases: Vec<CaseCard>) -> Self {
        let count = |key: &str, word: &str| narrow::count(&cases, &view.selection, key, word);
        let views = narrow::views(facets, &view.selection, count);
        let all = cases.len();
        let mut cases: Vec<CaseCard> =
            cases.into_iter().filter(|case| narrow::passes(case, &view.selection, None)).collect();
        sort(&mut cases, view.sort());
        let found = cases.len();
        let pager = view.pager(i64::try_from(found).unwrap_or(i64::MAX));
        Self {
            chrome: chrome.at(&view.with_page(pager.page).url()),
            facets: views,
            chips: view.chips(facets),
            cases: on_page(cases, &pager),
            found,
            all,
            sort: view.sort_view(),
            keep: kept_order(&view),
            pager,
            view,
        }
    }
}

fn kept_order(view: &View) -> Vec<(String, String)> {
    let is_default = SORTS.first().is_some_and(|(word, _)| *word == view.sort());
    if is_default { Vec::new() } else { vec![("sort".to_owned(), view.sort().to_owned())] }
}

fn on_page(cases: Vec<CaseCard>, pager: &Pager) -> Vec<CaseCard> {
    let size = usize::try_from(PageNumber::SIZE).unwrap_or(usize::MAX);
    let skipped = usize::try_from(pager.first.max(1) - 1).unwrap_or_default();
    cases.into_iter().skip(skipped).take(size).collect()
}
