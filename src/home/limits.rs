use crate::{
    config::Limits,
    limits::{self, Change},
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use std::sync::Arc;

/// How many changes are shown.
const MOST_CHANGES: i64 = 50;

#[derive(Debug, Template)]
#[template(path = "home/limits.html")]
pub struct LimitsPage {
    chrome: Chrome,
    limits: Vec<(&'static str, String)>,
    thresholds: Vec<(&'static str, String)>,
    changes: Vec<Change>,
}

/// `GET /limits`: every limit in force.
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(rates): State<Arc<Limits>>,
) -> Result<Page<LimitsPage>> {
    let thresholds = limits::thresholds(&db).await?.published();
    let changes = limits::changes(&db, MOST_CHANGES).await?;
    Ok(Page(LimitsPage { chrome, limits: rates.published(), thresholds, changes }))
}
