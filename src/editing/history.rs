use super::{
    Edit, EditsQuery,
    case_text::CaseText,
    corrections,
    editable::{Editable as _, Place},
    path_text::PathText,
};
use crate::{
    values::Slug,
    web::{Chrome, Page, Paged, Path, Query, Result, View, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "editing/history.html")]
pub struct HistoryPage {
    chrome: Chrome,
    place: Place,
    /// The list that the page belongs to: address and name.
    list: (&'static str, &'static str),
    view: View,
    edits: Paged<Edit>,
}

/// `GET /paths/{slug}/history`: what was changed on a path's page, its ratings among it.
pub async fn of_path(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Page<HistoryPage>> {
    let place = PathText::find(&db, &slug).await?.place();
    page(chrome, &db, place, ("/paths", "Paths"), &query).await
}

/// `GET /cases/{slug}/history`: what was changed on a case study's page.
pub async fn of_case(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Page<HistoryPage>> {
    let place = CaseText::find(&db, &slug).await?.place();
    page(chrome, &db, place, ("/cases", "Case studies"), &query).await
}

async fn page(
    chrome: Chrome,
    db: &PgPool,
    place: Place,
    list: (&'static str, &'static str),
    query: &Query,
) -> Result<Page<HistoryPage>> {
    let view = View::read(format!("{}/history", place.page), &[], &[], query).unsearched();
    let query = EditsQuery { page: Some((place.path_id, place.case_id)), ..EditsQuery::default() };
    let edits = corrections::read(db, &view, &query).await?;
    Ok(Page(HistoryPage { chrome, place, list, view, edits }))
}
