use crate::{
    paths::{self, HustlePath},
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "editing/paths.html")]
pub struct PathsPage {
    chrome: Chrome,
    paths: Vec<HustlePath>,
}

/// `GET /admin/paths`: the paths, each with the way to its form.
pub async fn page(chrome: Chrome, State(db): State<PgPool>) -> Result<Page<PathsPage>> {
    Ok(Page(PathsPage { chrome, paths: paths::all(&db).await? }))
}
