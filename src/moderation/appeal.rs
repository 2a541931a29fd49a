use super::{
    item::{Item, Revision, Standing, reasons_in_words},
    queries,
    reading::Reading,
};
use crate::{
    submissions::{Report, revision},
    web::{AppError, Chrome, Page, Result, filters},
};
use askama::Template;
use axum::response::{IntoResponse as _, Response};

/// A refused report whose author asks for another reading.
#[derive(Debug, Template)]
#[template(path = "moderation/appeal.html")]
struct AppealPage {
    chrome: Chrome,
    item: Item,
    sent: Revision,
    standing: Standing,
    report: Report,
    appeal: Appeal,
    notice: Option<&'static str>,
}

#[derive(Debug)]
pub struct Appeal {
    pub words: String,
    pub answer: Option<String>,
}

impl AppealPage {
    fn reasons(&self) -> Vec<&'static str> {
        reasons_in_words(&self.item.reason_codes)
    }
}

pub async fn page(reading: Reading, sent: Revision) -> Result<Response> {
    let appeal = queries::appeal(&reading.db, reading.item.id).await?.ok_or(AppError::NotFound)?;
    let report = revision::find(&reading.db, sent.id).await?.ok_or(AppError::NotFound)?;
    let standing = reading.standing();
    let Reading { chrome, item, notice, .. } = reading;
    Ok(Page(AppealPage { chrome, item, sent, standing, report, appeal, notice }).into_response())
}
