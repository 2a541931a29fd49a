use super::{
    case_text::CaseText,
    desk::{self, Desk},
};
use crate::{
    values::Slug,
    web::{Chrome, Path, Query, Result},
};
use axum::{extract::State, response::Response};
use sqlx::PgPool;

/// `GET /admin/cases/{slug}`: a case study with its numbers, to be changed.
pub async fn form(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Response> {
    Ok(desk::form(chrome, &CaseText::find(&db, &slug).await?, &query))
}

/// `POST /admin/cases/{slug}`.
pub async fn receive(State(db): State<PgPool>, Path(slug): Path<Slug>, desk: Desk) -> Result<Response> {
    desk::receive(desk, CaseText::find(&db, &slug).await?).await
}
