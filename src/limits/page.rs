use crate::{
    config::Limits,
    web::{Chrome, Page},
};
use askama::Template;
use axum::extract::State;
use std::sync::Arc;

#[derive(Debug, Template)]
#[template(path = "limits/page.html")]
pub struct LimitsPage {
    chrome: Chrome,
    limits: Vec<(&'static str, String)>,
}

/// `GET /limits`: every limit in force.
pub async fn page(chrome: Chrome, State(limits): State<Arc<Limits>>) -> Page<LimitsPage> {
    Page(LimitsPage { chrome, limits: limits.published() })
}
