use super::{
    Kind,
    contact::{self, Contact},
    link::Link,
    queries, schedule,
};
use crate::web::{Chrome, Page, Query, Result};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// Shown once, after the first sending and after each change of the link: the link in full, to copy or print.
#[derive(Debug, Template)]
#[template(path = "submissions/sent.html")]
pub struct SentPage {
    chrome: Chrome,
    link: Link,
    /// Whether the link is new and the report was sent before.
    renewed: bool,
    /// Where a letter is on its way to, which asks whether the address is theirs.
    asked: Option<String>,
    /// Whether there is an address that a letter may go to.
    has_address: bool,
    /// Whether any follow-up is to come.
    is_followed_up: bool,
}

/// `GET /m/{secret}/sent`
pub async fn page(link: Link, chrome: Chrome, query: Query, State(db): State<PgPool>) -> Result<Response> {
    let renewed = query.0.iter().any(|(name, _)| name == "new");
    let is_sent = link.submission.last_revision_id.is_some();
    if (is_sent || renewed) && queries::show_link_once(&db, link.submission.id).await? {
        let contact = contact::find(&db, link.submission.id).await?;
        let has_address = contact.as_ref().is_some_and(|contact| contact.is_confirmed || contact.is_asked());
        let asked = contact.filter(Contact::is_asked).map(|contact| contact.email);
        let due = schedule(&db, link.submission.id).await?;
        let is_followed_up = due.iter().any(|follow_up| !follow_up.answered);
        let chrome = chrome.at("/share");
        return Ok(
            Page(SentPage { chrome, link, renewed, asked, has_address, is_followed_up }).into_response()
        );
    }
    Ok(Redirect::to(&link.secret.url("")).into_response())
}

impl SentPage {
    fn url(&self, page: &str) -> String {
        self.link.secret.url(page)
    }
}
