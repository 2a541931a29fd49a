use super::{
    item::{Item, Standing},
    queries,
    reading::Reading,
};
use crate::{
    values::Cents,
    web::{AppError, Chrome, Page, Result, filters},
};
use askama::Template;
use axum::response::{IntoResponse as _, Response};
use time::Date;

/// What became of a published attempt, for whoever reads it.
#[derive(Debug, Template)]
#[template(path = "moderation/update.html")]
struct UpdatePage {
    chrome: Chrome,
    item: Item,
    standing: Standing,
    update: Update,
    notice: Option<&'static str>,
}

#[derive(Debug)]
pub struct Update {
    pub number: i32,
    pub as_of: Date,
    /// `yes`, `paused` or `stopped`.
    pub still_doing: String,
    /// Since the last answer, in `currency`.
    pub revenue: Cents,
    pub costs: Cents,
    pub currency: String,
    pub hours: f64,
    pub note: String,
}

pub async fn page(reading: Reading, update: i64) -> Result<Response> {
    let update = queries::update(&reading.db, update).await?.ok_or(AppError::NotFound)?;
    let standing = reading.standing();
    let Reading { chrome, item, notice, .. } = reading;
    Ok(Page(UpdatePage { chrome, item, standing, update, notice }).into_response())
}
