//! The pages that a letter leads to: they confirm the address, answer what a reminder asks, end the letters, or give a
//! new private link.

use super::answer::{self, Place};
use crate::{
    clock::Clock,
    flags,
    mail::{self, Letter, LetterKind, Report},
    state::AppState,
    submissions,
    values::{Email, LetterId},
    web::{AppError, Chrome, Form, Page, Path, Result, Secret, Visitor, error::Problem},
};
use askama::Template;
use axum::{
    RequestPartsExt as _,
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use sqlx::PgPool;

/// The letter that the address names by its number and its secret.
#[derive(Debug)]
pub struct LetterLink {
    id: LetterId,
    secret: Secret,
    /// None once the address that it went to is deleted.
    letter: Option<Letter>,
}

#[derive(Debug, Template)]
#[template(path = "followups/letter.html")]
struct LetterPage {
    chrome: Chrome,
    link: LetterLink,
    email: String,
    is_confirmed: bool,
    /// Whether the letter reminded of a follow-up.
    is_reminder: bool,
    /// Those whose follow-up is due: of each its reader may have a new private link.
    reports: Vec<Report>,
}

/// Says that nothing more comes, also to whoever ends the letters a second time.
#[derive(Debug, Template)]
#[template(path = "followups/no_more_letters.html")]
struct NoMoreLetters {
    chrome: Chrome,
}

#[derive(Deserialize)]
struct Address {
    letter: LetterId,
    secret: String,
}

impl FromRequestParts<AppState> for LetterLink {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        if let Ok(Path(Address { letter: id, secret })) = parts.extract::<Path<Address>>().await
            && let Some(secret) = Secret::parse(&secret)
        {
            let found = mail::find(&state.db, id, &secret).await;
            if let Some(letter) = found.map_err(|error| AppError::from(error).into_response())? {
                return Ok(Self { id, secret, letter });
            }
        }
        // Only what opens nothing is counted: the machines of one mail provider end the letters of many people.
        submissions::spend_for_link(parts, state).await.map_err(AppError::into_response)?;
        Err(unknown())
    }
}

/// The report that a letter asks about.
#[derive(Debug, Deserialize)]
pub struct ReportPath {
    reference: String,
}

/// `GET /mail/{letter}/{secret}`: programs that look through letters open their links, so that looking changes nothing.
pub async fn page(link: LetterLink, chrome: Chrome, State(db): State<PgPool>) -> Result<Response> {
    let chrome = chrome.at("/share");
    let Some(letter) = &link.letter else { return Ok(Page(NoMoreLetters { chrome }).into_response()) };
    let (email, is_confirmed) = (letter.email.clone(), letter.confirmed_at.is_some());
    let is_reminder = letter.kind == LetterKind::Reminder;
    let reports = mail::due_reports(&db, link.id).await?;
    Ok(Page(LetterPage { chrome, link, email, is_confirmed, is_reminder, reports }).into_response())
}

/// `GET /mail/{letter}/{secret}/answer/{reference}`: the questions about a report whose follow-up this letter said to be
/// due, until they are answered.
pub async fn questions(
    link: LetterLink,
    Path(of): Path<ReportPath>,
    chrome: Chrome,
    State(db): State<PgPool>,
) -> Result<Response> {
    match link.place(&db, &of.reference).await? {
        Ok(place) => answer::ask(place, chrome, &db).await,
        Err(nothing_due) => Ok(nothing_due),
    }
}

/// `POST /mail/{letter}/{secret}/answer/{reference}`
pub async fn answer(
    link: LetterLink,
    Path(of): Path<ReportPath>,
    chrome: Chrome,
    State(db): State<PgPool>,
    State(clock): State<Clock>,
    visitor: Visitor,
    Form(form): Form,
) -> Result<Response> {
    match link.place(&db, &of.reference).await? {
        Ok(place) => answer::take(place, chrome, &db, clock, visitor, form).await,
        Err(nothing_due) => Ok(nothing_due),
    }
}

/// `POST /mail/{letter}/{secret}/confirm`
pub async fn confirm(link: LetterLink, State(db): State<PgPool>) -> Result<Redirect> {
    if let Some(letter) = &link.letter {
        mail::confirm(&db, letter).await?;
    }
    Ok(Redirect::to(&link.url("")))
}

/// `POST /mail/{letter}/{secret}/stop`: deletes the address wherever it stands, in whatever spelling of its mailbox, and every
/// letter to it with it. Mail
/// programs send this by themselves (RFC 8058), with a body that says nothing and without following where we send them.
pub async fn stop(link: LetterLink, chrome: Chrome, State(db): State<PgPool>) -> Result<Page<impl Template>> {
    if let Some(letter) = &link.letter {
        let mailboxes = Email::mailboxes_of(&letter.email);
        let mut tx = db.begin().await?;
        for submission in submissions::left_with(&mut tx, &mailboxes).await? {
            submissions::forget_address(&mut tx, submission).await?;
        }
        flags::forget_address(&mut *tx, &mailboxes).await?;
        tx.commit().await?;
    }
    Ok(Page(NoMoreLetters { chrome: chrome.at("/share") }))
}

/// `POST /mail/{letter}/{secret}/new-link`: a new private link for a report whose follow-up this letter said to be due,
/// until it is answered. The old link dies.
pub async fn new_link(link: LetterLink, State(db): State<PgPool>, Form(form): Form) -> Result<Redirect> {
    let mut tx = db.begin().await?;
    let due = mail::due_reports(&mut *tx, link.id).await?;
    let Some(report) = due.into_iter().find(|report| report.reference == form.value("reference")) else {
        return Ok(Redirect::to(&link.url("")));
    };
    let to = submissions::replace_link(&mut tx, report.submission_id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&to))
}

impl LetterLink {
    /// Where the questions about a report are; the way to the letter's page where none are due.
    async fn place(&self, db: &PgPool, reference: &str) -> sqlx::Result<Result<Place, Response>> {
        let due = mail::due_reports(db, self.id).await?;
        let back = self.url("");
        let Some(report) = due.into_iter().find(|report| report.reference == reference) else {
            return Ok(Err(Redirect::to(&back).into_response()));
        };
        let action = self.url(&format!("answer/{}", report.reference));
        Ok(Ok(Place { submission_id: report.submission_id, action, back }))
    }

    fn url(&self, page: &str) -> String {
        self.secret.under(&format!("/mail/{}", self.id), page)
    }
}

fn unknown() -> Response {
    let mut response = StatusCode::NOT_FOUND.into_response();
    response.extensions_mut().insert(Problem {
        title: "No email with this link",
        advice: "We know no email with this link. Check that all of it was copied.".to_owned(),
    });
    response
}
