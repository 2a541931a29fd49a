use super::{Change, queries};
use crate::{
    config::Limits,
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use std::sync::Arc;

/// How many changes are shown.
const MOST_CHANGES: i64 = 50;

#[derive(Debug, Template)]
#[template(path = "limits/page.html")]
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
    State(limits): State<Arc<Limits>>,
) -> Result<Page<LimitsPage>> {
    let thresholds = queries::thresholds(&db).await?.published();
    let changes = queries::changes(&db, MOST_CHANGES).await?;
    Ok(Page(LimitsPage { chrome, limits: limits.published(), thresholds, changes }))
}
