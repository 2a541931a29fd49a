use super::{
    desk::{self, Desk},
    path_text::PathText,
};
use crate::{
    values::Slug,
    web::{Chrome, Path, Query, Result},
};
use axum::{extract::State, response::Response};
use sqlx::PgPool;

/// `GET /admin/paths/{slug}`: the text of a path, to be changed, with the way to its ratings.
pub async fn form(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Response> {
    Ok(desk::form(chrome, &PathText::find(&db, &slug).await?, &query))
}

/// `POST /admin/paths/{slug}`.
pub async fn receive(State(db): State<PgPool>, Path(slug): Path<Slug>, desk: Desk) -> Result<Response> {
    desk::receive(desk, PathText::find(&db, &slug).await?).await
}
