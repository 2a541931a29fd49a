//! The endings under a private link: of the report, or of the link itself.

use crate::{
    submissions::{
        State as SubmissionState,
        private_link::{self, Link},
        queries,
    },
    values::SubmissionId,
    web::{Chrome, Page, Query, Result, Secret},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};

/// Asks once before a report is taken down or erased.
#[derive(Debug, Template)]
#[template(path = "submissions/take_down.html")]
pub struct TakeDownPage {
    chrome: Chrome,
    link: Link,
    /// Whether it asks about erasing: of a report that is not off the site it first asks which of the two.
    erasing: bool,
}

/// Says that nothing is left. It belongs to no report, so it stands outside the private pages.
#[derive(Debug, Template)]
#[template(path = "submissions/erased.html")]
pub struct ErasedPage {
    chrome: Chrome,
}

/// `GET /m/{secret}/take-down`; `?erase` asks about erasing at once.
pub async fn page(link: Link, chrome: Chrome, query: Query) -> Page<TakeDownPage> {
    let is_off = matches!(link.submission.state, SubmissionState::Draft | SubmissionState::Withdrawn);
    let erasing = is_off || query.0.iter().any(|(name, _)| name == "erase");
    Page(TakeDownPage { chrome: chrome.at("/share"), link, erasing })
}

/// `POST /m/{secret}/withdraw`: off the site at once and out of the queue; the text stays under the link.
pub async fn withdraw(link: Link, State(db): State<PgPool>) -> Result<Response> {
    let mut tx = db.begin().await?;
    let Some(submission) = queries::lock(&mut tx, link.submission.id).await? else {
        return Ok(private_link::unknown());
    };
    if submission.state != SubmissionState::Draft {
        queries::set_state(&mut tx, submission.id, SubmissionState::Withdrawn, None).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&link.url("")).into_response())
}

/// `POST /m/{secret}/erase`: nothing is left, and the link opens nothing any more.
pub async fn erase(link: Link, State(db): State<PgPool>) -> Result<Redirect> {
    queries::erase(&db, link.submission.id).await?;
    Ok(Redirect::to("/share/erased"))
}

/// `GET /share/erased`
pub async fn erased(chrome: Chrome) -> Page<ErasedPage> {
    Page(ErasedPage { chrome })
}

/// `POST /m/{secret}/new-link`: for a link that somebody else has seen. The old one dies; of two asked for at the same
/// moment one is made.
pub async fn new_link(link: Link, State(db): State<PgPool>) -> Result<Response> {
    let secret = Secret::random()?;
    if !queries::change_secret(&db, &link.secret.hash(), &secret.hash()).await? {
        return Ok(private_link::unknown());
    }
    Ok(Redirect::to(&secret.url("sent?new")).into_response())
}

/// Ends the submission's link and gives the address of the page that shows the new one.
pub async fn replace_link(conn: &mut PgConnection, submission_id: SubmissionId) -> Result<String> {
    let secret = Secret::random()?;
    queries::set_secret(conn, submission_id, &secret.hash()).await?;
    Ok(secret.url("sent?new"))
}

impl TakeDownPage {
    fn is_draft(&self) -> bool {
        self.link.submission.state == SubmissionState::Draft
    }

    fn title(&self) -> &'static str {
        match (self.is_draft(), self.erasing) {
            (true, _) => "Erase this draft?",
            (false, true) => "Erase everything?",
            (false, false) => "Take this report down",
        }
    }
}
