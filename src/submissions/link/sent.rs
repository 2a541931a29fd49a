use crate::{
    reports::Kind,
    submissions::{
        ReviewState, Sent,
        contact::Contact,
        private_link::Link,
        queries::{self, contacts},
    },
    values::SubmissionId,
    web::{Chrome, Page, Query, Result},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// Shown after the first sending, until that was decided, and after each change of the link: the link in full, to copy or
/// print. Showing it changes nothing.
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
    if renewed || waits_for_the_first_time(&db, link.submission.id).await? {
        let contact = contacts::find(&db, link.submission.id).await?;
        let has_address = contact.as_ref().is_some_and(|contact| contact.is_confirmed || contact.is_asked());
        let asked = contact.filter(Contact::is_asked).map(|contact| contact.email);
        let due = queries::schedule(&db, link.submission.id).await?;
        let is_followed_up = due.iter().any(|follow_up| !follow_up.answered);
        let chrome = chrome.at("/share");
        return Ok(
            Page(SentPage { chrome, link, renewed, asked, has_address, is_followed_up }).into_response()
        );
    }
    Ok(Redirect::to(&link.url("")).into_response())
}

async fn waits_for_the_first_time(db: &PgPool, submission_id: SubmissionId) -> sqlx::Result<bool> {
    let sent = queries::history(db, submission_id).await?;
    Ok(matches!(sent.as_slice(), [Sent { review: ReviewState::Queued | ReviewState::Claimed, .. }]))
}
