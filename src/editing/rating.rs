use super::{
    desk::{self, Desk},
    rating_text::RatingText,
};
use crate::{
    paths::Dimension,
    values::Slug,
    web::{Chrome, Path, Query, Result},
};
use axum::{extract::State, response::Response};
use sqlx::PgPool;

/// `GET /admin/paths/{slug}/ratings/{dimension}`: one rating, to be changed.
pub async fn form(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path((slug, dimension)): Path<(Slug, Dimension)>,
    query: Query,
) -> Result<Response> {
    Ok(desk::form(chrome, &RatingText::find(&db, &slug, dimension).await?, &query))
}

/// `POST /admin/paths/{slug}/ratings/{dimension}`.
pub async fn receive(
    State(db): State<PgPool>,
    Path((slug, dimension)): Path<(Slug, Dimension)>,
    desk: Desk,
) -> Result<Response> {
    desk::receive(desk, RatingText::find(&db, &slug, dimension).await?).await
}
