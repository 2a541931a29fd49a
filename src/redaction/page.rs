use super::{
    order::{Order, REASONS},
    passage::Passages,
    places::{self, Of, Place},
    queries::{self, Known},
};
use crate::{
    accounts::Member,
    values::{ClosedList as _, Slug, Word},
    web::{AppError, Chrome, Errors, Form, FormData, Page, Path, Query, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "redaction/page.html")]
struct RedactionPage {
    chrome: Chrome,
    subject: Subject,
    form: FormData,
    errors: Errors,
    /// Where the passages stand, once they were looked for.
    found: Option<Vec<Place>>,
    /// How often they stood there, after they were taken out.
    done: Option<i64>,
}

/// What passages are taken out of.
#[derive(Debug)]
struct Subject {
    of: Of,
    known: Known,
    /// The address of this page, and of the one that leads to it.
    form: String,
    back: String,
}

impl Subject {
    async fn report(db: &PgPool, id: i64) -> Result<Self> {
        let known = queries::report(db, id).await?.ok_or(AppError::NotFound)?;
        let back = format!("/admin/reports/{id}");
        Ok(Self { of: Of::Report(known.id), known, form: format!("{back}/redaction"), back })
    }

    async fn case(db: &PgPool, slug: &Slug) -> Result<Self> {
        let known = queries::case(db, slug.as_str()).await?.ok_or(AppError::NotFound)?;
        let back = format!("/admin/cases/{slug}");
        Ok(Self { of: Of::Case(known.id), known, form: format!("{back}/redaction"), back })
    }

    async fn path(db: &PgPool, slug: &Slug) -> Result<Self> {
        let known = queries::path(db, slug.as_str()).await?.ok_or(AppError::NotFound)?;
        let back = format!("/admin/paths/{slug}");
        Ok(Self { of: Of::Path(known.id), known, form: format!("{back}/redaction"), back })
    }

    fn is_report(&self) -> bool {
        matches!(self.of, Of::Report(_))
    }
}

/// `GET /admin/reports/{id}/redaction`: asks what is to be taken out of the submission of this id.
pub async fn of_report(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(id): Path<i64>,
    query: Query,
) -> Result<Response> {
    Ok(asking(chrome, Subject::report(&db, id).await?, &query))
}

/// `POST /admin/reports/{id}/redaction`.
pub async fn redact_report(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<i64>,
    Form(form): Form,
) -> Result<Response> {
    let subject = Subject::report(&db, id).await?;
    receive(chrome, &member, &db, subject, form).await
}

/// `GET /admin/cases/{slug}/redaction`
pub async fn of_case(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Response> {
    Ok(asking(chrome, Subject::case(&db, &slug).await?, &query))
}

/// `POST /admin/cases/{slug}/redaction`
pub async fn redact_case(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    Form(form): Form,
) -> Result<Response> {
    let subject = Subject::case(&db, &slug).await?;
    receive(chrome, &member, &db, subject, form).await
}

/// `GET /admin/paths/{slug}/redaction`
pub async fn of_path(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Response> {
    Ok(asking(chrome, Subject::path(&db, &slug).await?, &query))
}

/// `POST /admin/paths/{slug}/redaction`
pub async fn redact_path(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
    Form(form): Form,
) -> Result<Response> {
    let subject = Subject::path(&db, &slug).await?;
    receive(chrome, &member, &db, subject, form).await
}

fn asking(chrome: Chrome, subject: Subject, query: &Query) -> Response {
    let done = query.first("done").and_then(|times| times.parse().ok());
    let (form, errors) = (FormData::default(), Errors::default());
    Page(RedactionPage { chrome, subject, form, errors, found: None, done }).into_response()
}

/// Shows where the passages stand, and takes them out once that is confirmed.
async fn receive(
    chrome: Chrome,
    member: &Member,
    db: &PgPool,
    subject: Subject,
    form: FormData,
) -> Result<Response> {
    let order = match read(&form) {
        Ok(order) => order,
        Err(errors) => {
            return Ok(refused(RedactionPage { chrome, subject, form, errors, found: None, done: None }));
        }
    };
    if form.value("confirmed") == "yes" {
        let times = order.carry_out(db, member, subject.of).await?;
        return Ok(Redirect::to(&format!("{}?done={times}", subject.form)).into_response());
    }
    let found = places::find(&mut *db.acquire().await?, subject.of, &order.passages).await?;
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
