use super::{Cause, Edit, EditsQuery, edit::RATES, queries};
use crate::{
    paths,
    web::{Chrome, Facet, Page, PageNumber, Paged, Query, Result, Row, View, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "editing/corrections.html")]
pub struct CorrectionsPage {
    chrome: Chrome,
    facets: Vec<Facet>,
    view: View,
    edits: Paged<Edit>,
}

/// `GET /corrections`: everything that editors changed, the newest first.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<CorrectionsPage>> {
    let facets = facets(&db).await?;
    let view = view(&facets, &query);
    let edits = read(&db, &view, &EditsQuery::of(&view)).await?;
    let chrome = chrome.at(&view.with_page(edits.pager.page).url());
    Ok(Page(CorrectionsPage { chrome, facets, view, edits }))
}

/// The edits asked for, on the page that the view is at.
pub async fn read(db: &PgPool, view: &View, query: &EditsQuery<'_>) -> sqlx::Result<Paged<Edit>> {
    Paged::read(view, |offset| queries::edits(db, query, PageNumber::SIZE, offset)).await
}

impl Row for Edit {
    fn total(&self) -> i64 {
        self.total
    }
}

/// The facets of the list.
pub async fn facets(db: &PgPool) -> sqlx::Result<Vec<Facet>> {
    let paths = paths::options(db).await?.into_iter().map(|path| (path.slug.to_string(), path.name));
    let rates = (RATES.0.to_owned(), RATES.1.to_owned());
    let path = Facet { key: "path", label: "Path", values: paths.chain([rates]).collect() };
    Ok(vec![Facet::of::<Cause>("cause", "Kind"), path])
}

/// The part of the list that an address asks for.
pub fn view(facets: &[Facet], query: &Query) -> View {
    View::read("/corrections", facets, &[], query).unsearched().one_of_each(facets)
}

impl<'a> EditsQuery<'a> {
    /// The edits of this view of the list.
    pub fn of(view: &'a View) -> Self {
        let one = |key: &str| view.selection.of(key).first().map(String::as_str);
        Self { cause: one("cause"), path: one("path"), ..Self::default() }
    }
}
