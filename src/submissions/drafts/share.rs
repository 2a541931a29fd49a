use super::progress;
use crate::{
    config::Limits,
    db::server_key,
    limits,
    reports::Kind,
    submissions::{
        form::{Choices, Draft, DraftContext, Step, plan},
        queries::{self, Begun, RecentWaits},
    },
    values::{ClosedList as _, Slug},
    web::{
        Chrome, Errors, Form, FormData, FormKey, Page, Query, Result, Secret, Visitor,
        filters::span_in_words, is_taken, refused,
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::header::CACHE_CONTROL,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;
use std::sync::Arc;

/// The first screen: what sending a report means, and two doors.
#[derive(Debug, Template)]
#[template(path = "submissions/share.html")]
pub struct SharePage {
    chrome: Chrome,
    form_key: FormKey,
    errors: Errors,
    /// The door in front: `/start` is this page with the other one.
    starting: bool,
    /// The path that it is about, if the reader comes from its page.
    path: String,
    wait: String,
}

/// Where a published report counts: what its author is promised before and after sending it.
pub const COUNTED_WHERE: &str = "Once published, readers see it. It counts in figures if you let it into the open data, sell \
    nothing about the path, and we know a dollar rate for its currency; a start counts once its outcome is known.";

/// The trap's name in the form, and what it is called among the suspicions.
pub const HONEYPOT: (&str, &str) = ("website", "honeypot");

/// `GET /share`, with `?path=` about that path.
pub async fn page(chrome: Chrome, query: Query, State(db): State<PgPool>) -> Result<Response> {
    doors(chrome, &query, &db, false).await
}

/// `GET /start`: the first screen with the door for those who begin now in front.
pub async fn start_page(chrome: Chrome, query: Query, State(db): State<PgPool>) -> Result<Response> {
    doors(chrome, &query, &db, true).await
}

async fn doors(chrome: Chrome, query: &Query, db: &PgPool, starting: bool) -> Result<Response> {
    let path = query.first("path").unwrap_or_default().to_owned();
    Ok(fresh(SharePage { path, ..SharePage::new(db, chrome, starting).await? }))
}

/// `POST /share`: begins a draft, or finds the one that the same form began before.
pub async fn submit(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
    visitor: Visitor,
    Form(form): Form,
) -> Result<Response> {
    let kind = Kind::from_word(form.value("kind"));
    let (Some(kind), Some(form_key)) = (kind, FormKey::parse(form.value("form_key"))) else {
        return ask_again(&db, chrome, kind, form.value("path")).await;
    };
    if !queries::is_begun(&db, &form_key.hash(kind.word())).await? {
        limits::spend(&db, limits.rate_share, "share", visitor).await?;
    }
    let secret = begin(&db, &form_key, kind, &suspicions(&form)).await?;
    if let Some(open) = begun_before(&db, &secret).await? {
        return Ok(Redirect::to(&secret.url(&open)).into_response());
    }
    let first = match kind {
        Kind::ToldAfterwards => Step::What.word(),
        Kind::RegisteredStart => plan::PAGE,
    };
    let first = match Slug::try_from(form.value("path").to_owned()) {
        Ok(path) => format!("{first}?path={path}"),
        Err(_) => first.to_owned(),
    };
    Ok(Redirect::to(&secret.url(&first)).into_response())
}

/// Where to go on with what the same form began before; none before anything is answered. What was sent has its own page.
async fn begun_before(db: &PgPool, secret: &Secret) -> Result<Option<String>> {
    let Some(submission) = queries::find_by_secret(db, &secret.hash()).await? else { return Ok(None) };
    if submission.last_revision_id.is_some() {
        return Ok(Some(String::new()));
    }
    let choices = Choices::load(db).await?;
    let mut conn = db.acquire().await?;
    let draft = Draft::of(&mut conn, &submission, &choices).await?;
    if !progress::is_begun(&draft) {
        return Ok(None);
    }
    let given = DraftContext::load(&mut conn, &draft, choices).await?;
    Ok(Some(progress::open_page(&draft, &given)))
}

async fn begin(db: &PgPool, form_key: &FormKey, kind: Kind, suspicions: &[String]) -> Result<Secret> {
    let installation_key = server_key(db, "private_link").await?;
    let secret = Secret::derived(&installation_key, form_key, kind.word());
    let begun = Begun {
        reference: &form_key.reference(&installation_key, kind.word()),
        secret_hash: &secret.hash(),
        form_key_hash: &form_key.hash(kind.word()),
        kind,
        suspicions,
    };
    match queries::begin(db, &begun).await {
        // The same form, sent at the same moment, reached another of the table's indexes first; now its row is there.
        Err(error) if is_taken(&error) => queries::begin(db, &begun).await?,
        other => other?,
    }
    Ok(secret)
}

/// The trap that this form walked into, if it did: nobody sees that field.
pub fn suspicions(form: &FormData) -> Vec<String> {
    let (field, name) = HONEYPOT;
    if form.value(field).is_empty() { Vec::new() } else { vec![name.to_owned()] }
}

/// A form of an old page, or of none of ours, gets a fresh one.
async fn ask_again(db: &PgPool, chrome: Chrome, kind: Option<Kind>, path: &str) -> Result<Response> {
    let mut page = SharePage::new(db, chrome, kind == Some(Kind::RegisteredStart)).await?;
    path.clone_into(&mut page.path);
    let complaint = match kind {
        None => "Choose whether you tried it or are starting now",
        Some(_) => "This page was open for too long or came from an old copy. Choose once more",
    };
    page.errors.add("kind", complaint);
    Ok(refused(page))
}

#[derive(Debug)]
struct Door {
    kind: &'static str,
    title: &'static str,
    text: &'static str,
    button: &'static str,
}

impl SharePage {
    /// The two doors, the one in front first.
    fn doors(&self) -> [Door; 2] {
        let afterwards = Door {
            kind: Kind::ToldAfterwards.word(),
            title: "You have tried it",
            text: "You know how it went so far: earning, stopped, or still waiting for the first payment.",
            button: "I tried it",
        };
        let start = Door {
            kind: Kind::RegisteredStart.word(),
            title: "You are about to try it",
            text: "Say what you plan before you know how it ends, with a sum you aim at and a rule for stopping. \
                   These reports tell readers most, since nobody can choose to send only the good ones.",
            button: "I am starting now",
        };
        if self.starting { [start, afterwards] } else { [afterwards, start] }
    }

    async fn new(db: &PgPool, chrome: Chrome, starting: bool) -> Result<Self> {
        let form_key = FormKey::random()?;
        let (errors, wait) = (Errors::default(), in_words(&queries::recent_waits(db).await?));
        Ok(Self { chrome, form_key, errors, starting, path: String::new(), wait })
    }
}

/// Each rendering has a key of its own, so that no two people may be served the same one.
fn fresh(page: SharePage) -> Response {
    ([(CACHE_CONTROL, "private, no-cache")], Page(page)).into_response()
}

/// How long a moderator took.
fn in_words(waits: &RecentWaits) -> String {
    match waits.median {
        None => "none was decided in the last 30 days".to_owned(),
        Some(seconds) => {
            let span = span_in_words(time::Duration::seconds_f64(seconds.max(0.0)));
            match waits.decided {
                1 => format!("the only one decided in the last 30 days waited {span}"),
                decided => format!("half of the {decided} decided in the last 30 days waited {span} or less"),
            }
        }
    }
}
