use super::{Asked, Cause, Edit, queries};
use crate::{
    paths,
    web::{Chrome, Facet, Page, PageNumber, Pager, Query, Result, View, filters},
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
    edits: Vec<Edit>,
    pager: Pager,
}

/// `GET /corrections`: everything that editors changed, the newest first.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<CorrectionsPage>> {
    let facets = facets(&db).await?;
    let view = view(&facets, &query);
    let edits = queries::edits(&db, &Asked::of(&view), PageNumber::SIZE, view.page.offset()).await?;
    let pager = view.pager(edits.first().map_or(0, |edit| edit.total));
    let chrome = chrome.at(&view.url());
    Ok(Page(CorrectionsPage { chrome, facets, view, edits, pager }))
}

/// What the list can be narrowed by.
pub async fn facets(db: &PgPool) -> sqlx::Result<Vec<Facet>> {
    let paths = paths::options(db).await?.into_iter().map(|path| (path.slug.to_string(), path.name));
    let path = Facet { key: "path", label: "Path", values: paths.collect() };
    Ok(vec![Facet::of::<Cause>("cause", "Kind"), path])
}

/// What of the list an address asks for.
pub fn view(facets: &[Facet], query: &Query) -> View {
    View::read("/corrections", facets, &[], query)
}

impl<'a> Asked<'a> {
    /// The edits of this view of the list.
    pub fn of(view: &'a View) -> Self {
        let one = |key: &str| view.selection.of(key).first().map(String::as_str);
        Self { cause: one("cause"), path: one("path"), ..Self::default() }
    }
}
