use super::{
    document::document,
    readable::{Operation, Readable, Shape},
};
use crate::{
    config::{Limits, Rate},
    web::{AppError, Chrome, Page, Result, Site, filters, problem::KINDS},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use sqlx::PgPool;
use std::sync::Arc;

#[derive(Debug, Template)]
#[template(path = "api/page.html")]
pub struct ApiPage {
    chrome: Chrome,
    rate: Rate,
    operations: Vec<Operation>,
    shapes: Vec<Shape>,
    problems: [(StatusCode, &'static str, &'static str); 7],
}

/// `GET /api`: the API's document, for people.
pub async fn page(
    chrome: Chrome,
    State(site): State<Site>,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
) -> Result<Page<ApiPage>> {
    let document = document(&site, &db).await?;
    let Readable { operations, shapes } = Readable::of(&document)
        .ok_or_else(|| AppError::Internal(anyhow::anyhow!("the API's document cannot be read")))?;
    Ok(Page(ApiPage { chrome, rate: limits.rate_api, operations, shapes, problems: KINDS }))
}

impl ApiPage {
    /// How often one caller may ask, in a sentence.
    fn allowance(&self) -> String {
        match self.rate.burst {
            0 => "You may ask as often as you like.".to_owned(),
            _ => format!(
                "Requests from one network address: {}. One with q counts as a search, too.",
                self.rate
            ),
        }
    }
}
