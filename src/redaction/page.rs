use super::{
    order::{Order, REASONS},
    passage::Passages,
    places::{self, Occurrences, Of},
    queries::{self, Target},
};
use crate::{
    accounts::Member,
    values::{ClosedList as _, Slug, SubmissionId, Word},
    web::{AppError, Chrome, Errors, Form, FormData, Page, Path, Query, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::de::DeserializeOwned;
use sqlx::PgPool;
use std::fmt::Display;

#[derive(Debug, Template)]
#[template(path = "redaction/page.html")]
struct RedactionPage {
    chrome: Chrome,
    subject: Subject,
    form: FormData,
    errors: Errors,
    /// Where the passages stand, once they were looked for.
    found: Option<Vec<Occurrences>>,
    /// How often they stood there, after they were taken out.
    done: Option<i64>,
}

/// The thing that passages are taken out of.
#[derive(Debug)]
struct Subject {
    target: Target,
    /// The address of this page, and of the one that leads to it.
    form: String,
    back: String,
}

/// A kind of thing that passages are taken out of, by the part of the page's address that names one.
pub trait Kind {
    type Key: DeserializeOwned + Display + Send;

    /// Where the staff find one.
    const PAGES: &'static str;

    fn find(db: &PgPool, key: &Self::Key) -> impl Future<Output = sqlx::Result<Option<Target>>> + Send;
}

/// A report, by the id of its submission.
pub enum Report {}

pub enum Case {}

/// One of the directory's paths.
pub enum OfDirectory {}

impl Kind for Report {
    type Key = SubmissionId;
    const PAGES: &'static str = "/admin/reports";

    fn find(db: &PgPool, id: &SubmissionId) -> impl Future<Output = sqlx::Result<Option<Target>>> + Send {
        queries::report(db, *id)
    }
}

impl Kind for Case {
    type Key = Slug;
    const PAGES: &'static str = "/admin/cases";

    fn find(db: &PgPool, slug: &Slug) -> impl Future<Output = sqlx::Result<Option<Target>>> + Send {
        queries::case(db, slug)
    }
}

impl Kind for OfDirectory {
    type Key = Slug;
    const PAGES: &'static str = "/admin/paths";

    fn find(db: &PgPool, slug: &Slug) -> impl Future<Output = sqlx::Result<Option<Target>>> + Send {
        queries::path(db, slug)
    }
}

impl Subject {
    async fn find<K: Kind>(db: &PgPool, key: &K::Key) -> Result<Self> {
        let target = K::find(db, key).await?.ok_or(AppError::NotFound)?;
        let back = format!("{}/{key}", K::PAGES);
        Ok(Self { target, form: format!("{back}/redaction"), back })
    }

    fn is_report(&self) -> bool {
        matches!(self.target.of, Of::Report(_))
    }
}

/// `GET …/redaction`: asks what is to be taken out.
pub async fn page<K: Kind>(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(key): Path<K::Key>,
    query: Query,
) -> Result<Response> {
    let subject = Subject::find::<K>(&db, &key).await?;
    let done = query.first("done").and_then(|times| times.parse().ok());
    let (form, errors) = (FormData::default(), Errors::default());
    Ok(Page(RedactionPage { chrome, subject, form, errors, found: None, done }).into_response())
}

/// `POST …/redaction`: shows where the passages stand, and takes them out once that is confirmed.
pub async fn submit<K: Kind>(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(key): Path<K::Key>,
    Form(form): Form,
) -> Result<Response> {
    let subject = Subject::find::<K>(&db, &key).await?;
    let order = match read(&form) {
        Ok(order) => order,
        Err(errors) => {
            return Ok(refused(RedactionPage { chrome, subject, form, errors, found: None, done: None }));
        }
    };
    if form.value("confirmed") == "yes" {
        let times = order.carry_out(&db, &member, subject.target.of).await?;
        return Ok(Redirect::to(&format!("{}?done={times}", subject.form)).into_response());
    }
    let found = places::find(&mut *db.acquire().await?, subject.target.of, &order.passages).await?;
    let errors = Errors::default();
    Ok(Page(RedactionPage { chrome, subject, form, errors, found: Some(found), done: None }).into_response())
}

fn read(form: &FormData) -> Result<Order, Errors> {
    let mut reader = Reader::new(form);
    let passages = reader.parse("passages", Passages::parse);
    let reason = reader.choice("reason", "Choose why it is taken out");
    if reason.is_some_and(|reason| !REASONS.contains(&reason)) {
        reader.errors.add("reason", "This is no reason to take something out by order");
    }
    match (passages, reason) {
        (Some(passages), Some(reason)) if reader.errors.is_empty() => Ok(Order { passages, reason }),
        _ => Err(reader.errors),
    }
}

impl RedactionPage {
    fn reasons(&self) -> Vec<Word> {
        REASONS.iter().map(|reason| (reason.word(), reason.label())).collect()
    }

    /// How often the passages stand there in all.
    fn times(&self) -> i64 {
        self.found.iter().flatten().map(|place| place.times).sum()
    }
}
