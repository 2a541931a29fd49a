use crate::{
    submissions::{
        ReviewState, Sent, State as SubmissionState,
        drafts::unchanged,
        private_link::{self, Link},
        queries::{self, Appeal, history},
    },
    values::{Prose, SubmissionId},
    web::{Chrome, Errors, Form, FormData, Page, Reader, Result, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// Where an author says why a refusal was wrong; once for each.
#[derive(Debug, Template)]
#[template(path = "submissions/appeal.html")]
pub struct AppealPage {
    chrome: Chrome,
    link: Link,
    refusal: Sent,
    form: FormData,
    errors: Errors,
    /// The one that was sent from another page, which says something else.
    made: Option<Appeal>,
}

/// `GET /m/{secret}/appeal`; back to the report's page when there is nothing to appeal against.
pub async fn page(link: Link, chrome: Chrome, State(db): State<PgPool>) -> Result<Response> {
    let refusal = open_to_appeal(&db, link.submission.id).await?;
    let Some(refusal) = refusal.filter(|_| link.submission.state != SubmissionState::Withdrawn) else {
        return Ok(Redirect::to(&link.url("")).into_response());
    };
    Ok(Page(AppealPage::new(chrome, link, refusal, FormData::default())).into_response())
}

/// `POST /m/{secret}/appeal`: sent twice, it is one appeal and the answer is the same. Other words than those sent from
/// another page come back beside them.
pub async fn submit(
    link: Link,
    chrome: Chrome,
    State(db): State<PgPool>,
    Form(form): Form,
) -> Result<Response> {
    let back = Redirect::to(&link.url("")).into_response();
    let mut tx = db.begin().await?;
    let Some(submission) = queries::lock(&mut tx, link.submission.id).await? else {
        return Ok(private_link::unknown());
    };
    let Some(refusal) = open_to_appeal(&mut *tx, submission.id).await? else {
        let Some(last) = history(&mut *tx, submission.id).await?.into_iter().next() else { return Ok(back) };
        let made = queries::appeal_of(&mut *tx, last.revision_id).await?;
        let Some(made) = made.filter(|made| unchanged(&made.words) != unchanged(form.value("words"))) else {
            return Ok(back);
        };
        let page = AppealPage { made: Some(made), ..AppealPage::new(chrome, link, last, form) };
        return Ok((StatusCode::CONFLICT, Page(page)).into_response());
    };
    let mut reader = Reader::new(&form);
    let words = reader.parse("words", |typed| Prose::<20, 2000>::parse(typed, "Your appeal"));
    let is_off = submission.state == SubmissionState::Withdrawn;
    if is_off {
        reader
            .errors
            .add("words", "You took this report down, so nobody would read it. Send it again instead");
    }
    let errors = reader.errors;
    let Some(words) = words.filter(|_| !is_off) else {
        return Ok(refused(AppealPage { errors, ..AppealPage::new(chrome, link, refusal, form) }));
    };
    queries::appeal(&mut tx, refusal.revision_id, words.as_str()).await?;
    tx.commit().await?;
    Ok(back)
}

/// The last version, if it was refused for good and not appealed yet.
async fn open_to_appeal(
    db: impl sqlx::PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<Sent>> {
    let last = history(db, submission_id).await?.into_iter().next();
    Ok(last.filter(|sent| sent.review == ReviewState::Rejected))
}

impl AppealPage {
    fn new(chrome: Chrome, link: Link, refusal: Sent, form: FormData) -> Self {
        Self { chrome: chrome.at("/share"), link, refusal, form, errors: Errors::default(), made: None }
    }
}
