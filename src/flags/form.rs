use super::{
    About, Reason, Target,
    queries::{self, NewFlag},
    words::Words,
};
use crate::{
    clock,
    config::Limits,
    db::server_key,
    limits,
    submissions::suspicions,
    values::{ClosedList as _, Slug},
    web::{
        AppError, Chrome, Errors, Form, FormData, FormKey, Page, Path, Query, Result, Secret, Visitor,
        filters, is_taken, refused,
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::header::CACHE_CONTROL,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use sqlx::PgPool;
use std::sync::Arc;

/// The purpose that a secret and a form's key are made for.
const FLAG: &str = "flag";

/// Where a reader says what is wrong with something published.
#[derive(Debug, Template)]
#[template(path = "flags/form.html")]
pub struct FlagPage {
    chrome: Chrome,
    target: Target,
    form_key: FormKey,
    form: FormData,
    errors: Errors,
    reasons: Vec<(&'static str, &'static str, &'static str)>,
}

/// The end of the form's address.
#[derive(Debug, Deserialize)]
pub struct Address {
    about: String,
    name: String,
}

/// `GET /flag/{about}/{name}`; `?reason=` chooses one beforehand.
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(address): Path<Address>,
    query: Query,
) -> Result<Response> {
    let target = find(&db, &address).await?.ok_or(AppError::NotFound)?;
    let mut form = FormData::default();
    form.set("reason", query.first("reason").unwrap_or_default());
    form.set("begun", now().to_string());
    let page = FlagPage::new(chrome, target, form, Errors::default())?;
    // Each rendering has a key of its own, so that no two people may be served the same one.
    Ok(([(CACHE_CONTROL, "private, no-cache")], Page(page)).into_response())
}

/// `POST /flag/{about}/{name}`: keeps the flag, which then waits for a moderator, and leads to its private link.
pub async fn submit(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
    visitor: Visitor,
    Path(address): Path<Address>,
    Form(form): Form,
) -> Result<Response> {
    let target = find(&db, &address).await?.ok_or(AppError::NotFound)?;
    let words = match Words::read(&form) {
        Ok(words) => words,
        Err(errors) => return Ok(refused(FlagPage::new(chrome, target, form, errors)?)),
    };
    let Some(form_key) = FormKey::parse(form.value("form_key")) else {
        let complaint = "This page was open for too long or came from an old copy. Send it once more";
        return send_again(chrome, target, form, complaint);
    };
    let before = queries::said_before(&db, &form_key.hash(FLAG)).await?;
    if before.as_ref().is_some_and(|before| *before != (words.reason, words.words.clone())) {
        let complaint = "You have sent this page before, and what it said then is kept. Send this as well if it says more";
        return send_again(chrome, target, form, complaint);
    }
    if before.is_none() {
        limits::spend(&db, limits.rate_flag, FLAG, visitor).await?;
    }
    let secret = keep(&db, &target, &words, &form_key, &suspected(&form, &limits)).await?;
    Ok(Redirect::to(&secret.under("/f", "")).into_response())
}

/// The thing that the address names; none if it is hidden, taken down or was never there.
async fn find(db: &PgPool, address: &Address) -> sqlx::Result<Option<Target>> {
    let slug = || Slug::try_from(address.name.clone()).ok();
    match About::from_word(&address.about) {
        Some(About::Experience) => match address.name.parse() {
            Ok(id) => queries::experience(db, id).await,
            Err(_) => Ok(None),
        },
        Some(About::Case) => match slug() {
            Some(slug) => queries::case(db, &slug).await,
            None => Ok(None),
        },
        Some(About::Path) => match slug() {
            Some(slug) => queries::path(db, &slug).await,
            None => Ok(None),
        },
        None => Ok(None),
    }
}

/// The flag's secret: the same when the same form is sent again, which keeps nothing further.
async fn keep(
    db: &PgPool,
    target: &Target,
    words: &Words,
    form_key: &FormKey,
    suspicions: &[String],
) -> Result<Secret> {
    let installation_key = server_key(db, "private_link").await?;
    let secret = Secret::derived(&installation_key, form_key, FLAG);
    let kept = NewFlag {
        reference: &form_key.reference(&installation_key, FLAG),
        secret_hash: &secret.hash(),
        form_key_hash: &form_key.hash(FLAG),
        target,
        words,
        suspicions,
    };
    match queries::keep(db, &kept).await {
        // The same form, sent at the same moment, reached another of the table's indexes first; now its row is there.
        Err(error) if is_taken(&error) => queries::keep(db, &kept).await?,
        other => other?,
    }
    Ok(secret)
}

/// The traps that this form walked into. They only mark: it is read all the same.
fn suspected(form: &FormData, limits: &Limits) -> Vec<String> {
    let mut suspicions = suspicions(form);
    let patience = i64::try_from(limits.time_trap_seconds).unwrap_or(i64::MAX);
    let begun = form.value("begun").parse().unwrap_or_else(|_| now());
    if now().saturating_sub(begun) < patience {
        suspicions.push("time_trap".to_owned());
    }
    suspicions
}

/// Seconds since 1970.
fn now() -> i64 {
    clock::machine_now().unix_timestamp()
}

/// The form with every word, ready to be sent under a fresh key.
fn send_again(chrome: Chrome, target: Target, form: FormData, complaint: &str) -> Result<Response> {
    let errors = Errors::one("words", complaint);
    Ok(refused(FlagPage::new(chrome, target, form, errors)?))
}

impl FlagPage {
    fn new(chrome: Chrome, target: Target, form: FormData, errors: Errors) -> Result<Self> {
        let form_key = FormKey::random()?;
        // A case study and a path are nobody's own experience; one that differs is a report to be told.
        let fits = |reason: &&Reason| target.about != About::Case || **reason != Reason::MyExperienceDiffers;
        let reasons = Reason::ALL.iter().filter(fits);
        let reasons = reasons.map(|reason| (reason.word(), reason.label(), reason.help())).collect();
        Ok(Self { chrome, target, form_key, form, errors, reasons })
    }
}
