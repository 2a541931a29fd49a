use super::{
    item::{Item, Standing},
    queries,
    reading::Reading,
};
use crate::web::{AppError, Chrome, Page, Result, filters};
use askama::Template;
use axum::response::{IntoResponse as _, Response};

/// What a reader found wrong, for whoever answers it.
#[derive(Debug, Template)]
#[template(path = "moderation/flag.html")]
struct FlagPage {
    chrome: Chrome,
    item: Item,
    standing: Standing,
    flag: Flag,
    notice: Option<&'static str>,
}

#[derive(Debug)]
pub struct Flag {
    /// The reason's word.
    pub reason: String,
    pub words: String,
    /// The public page that it is about.
    pub url: String,
    pub answer: Option<String>,
}

impl Flag {
    /// The reason as words.
    fn reason(&self) -> String {
        self.reason.replace('_', " ")
    }
}

pub async fn page(reading: Reading, flag: i64) -> Result<Response> {
    let flag = queries::flag(&reading.db, flag).await?.ok_or(AppError::NotFound)?;
    let standing = reading.standing();
    let Reading { chrome, item, notice, .. } = reading;
    Ok(Page(FlagPage { chrome, item, standing, flag, notice }).into_response())
}
