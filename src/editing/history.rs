use super::{
    Edit, EditsQuery, corrections,
    editable::{Editable, Place},
};
use crate::web::{Chrome, Page, Paged, Path, Query, Result, View, filters};
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

/// `GET …/history`: the changes of a path's page, its ratings among it, or of a case study's.
pub async fn page<T: Editable>(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(key): Path<T::Key>,
    query: Query,
) -> Result<Page<HistoryPage>> {
    let place = T::find(&db, &key).await?.place();
    let list = if place.case_id.is_some() { ("/cases", "Case studies") } else { ("/paths", "Paths") };
    let view = View::read(format!("{}/history", place.page), &[], &[], &query).unsearched();
    let query = EditsQuery { page: Some((place.path_id, place.case_id)), ..EditsQuery::default() };
    let edits = corrections::read(&db, &view, &query).await?;
    Ok(Page(HistoryPage { chrome, place, list, view, edits }))
}
