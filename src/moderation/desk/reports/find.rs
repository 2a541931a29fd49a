use crate::{
    moderation::queries,
    web::{Chrome, Page, Query, Result, filters},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// Asks for a report's number or reference.
#[derive(Debug, Template)]
#[template(path = "moderation/find_report.html")]
struct FindPage {
    chrome: Chrome,
    /// What was asked for and is not there.
    asked: Option<String>,
}

/// `GET /admin/reports?q=`: leads to the report with this public number or this reference.
pub async fn find(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Response> {
    let asked = query.words();
    if let Some(asked) = &asked
        && let Some(submission) = queries::find_report(&db, asked.parse().ok(), &asked.to_uppercase()).await?
    {
        return Ok(Redirect::to(&format!("/admin/reports/{submission}")).into_response());
    }
    Ok(Page(FindPage { chrome, asked }).into_response())
}
