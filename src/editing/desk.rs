//! The life of an editor's form, whatever it is about: it comes back with complaints, is previewed, is saved, or meets a
//! newer version.

use super::{
    Edit, EditsQuery, FactChange,
    changes::{Merged, changes, merge},
    editable::{Editable, Part, Place},
    field::{Control, Field},
    queries,
    reason::{CAUSES, Reason},
};
use crate::{
    accounts::Member,
    case_studies, paths,
    web::{Chrome, Errors, Form, FormData, Page, Path, Query, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// Edits that a newer version is told by; there are hardly ever two.
const MOST_MEANWHILE: i64 = 20;

#[derive(Debug, Template)]
#[template(path = "editing/form.html")]
struct FormPage {
    chrome: Chrome,
    place: Place,
    fields: Vec<Field>,
    parts: Vec<Part>,
    form: FormData,
    errors: Errors,
    /// Edits that others saved since the form was opened, the newest first.
    meanwhile: Vec<Edit>,
    /// Their text of fields that this editor changed too.
    theirs: Vec<(&'static str, String)>,
    is_late: bool,
    is_saved: bool,
}

impl FormPage {
    fn of(chrome: Chrome, subject: &impl Editable, form: FormData) -> Self {
        Self {
            chrome,
            place: subject.place(),
            fields: subject.fields(),
            parts: subject.parts(),
            form,
            errors: Errors::default(),
            meanwhile: Vec::new(),
            theirs: Vec::new(),
            is_late: false,
            is_saved: false,
        }
    }

    fn theirs(&self, key: &str) -> Option<&str> {
        self.theirs.iter().find(|(field, _)| *field == key).map(|(_, text)| text.as_str())
    }
}

#[derive(Debug, Template)]
#[template(path = "editing/preview.html")]
struct PreviewPage {
    chrome: Chrome,
    place: Place,
    reason: Reason,
    changes: Vec<FactChange>,
    form: FormData,
    shown: String,
}

/// `GET` of a subject's form, with what is there now.
pub async fn form<T: Editable>(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(key): Path<T::Key>,
    query: Query,
) -> Result<Response> {
    let subject = T::find(&db, &key).await?;
    let is_saved = query.first("done") == Some("saved");
    Ok(Page(FormPage { is_saved, ..FormPage::of(chrome, &subject, subject.words()) }).into_response())
}

/// `POST` of a subject's form. The button pressed says what is wanted.
pub async fn receive<T: Editable>(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(key): Path<T::Key>,
    Form(form): Form,
) -> Result<Response> {
    let subject = T::find(&db, &key).await?;
    if form.value("version") != subject.place().version.to_string() {
        return late(chrome, &db, subject, form).await;
    }
    if form.value("step") == "edit" {
        return Ok(Page(FormPage::of(chrome, &subject, form)).into_response());
    }
    let change = match Change::read(&subject, &form) {
        Ok(change) => change,
        Err(errors) => return Ok(refused(FormPage { errors, ..FormPage::of(chrome, &subject, form) })),
    };
    if form.value("step") != "save" {
        return preview(chrome, &db, change, form).await;
    }
    let place = subject.place();
    if change.save(&db, &place, &member).await? {
        return Ok(Redirect::to(&format!("{}?done=saved", place.form)).into_response());
    }
    late(chrome, &db, T::find(&db, &key).await?, form).await
}

struct Change<T> {
    subject: T,
    facts: Vec<FactChange>,
    reason: Reason,
}

impl<T: Editable> Change<T> {
    fn read(now: &T, form: &FormData) -> Result<Self, Errors> {
        let (subject, reason) = match (now.reworded(form), Reason::read(form)) {
            (Ok(subject), Ok(reason)) => (subject, reason),
            (subject, reason) => {
                let mut errors = subject.err().unwrap_or_default();
                errors.extend(reason.err().unwrap_or_default());
                return Err(errors);
            }
        };
        let facts = changes(&now.fields(), &now.place().prefix, &now.words(), &subject.words());
        if facts.is_empty() {
            return Err(Errors::one("why", "Nothing above differs from what is there already"));
        }
        Ok(Self { subject, facts, reason })
    }

    /// The change and its line in the history, or neither: false if this is not the version that it was made on.
    async fn save(&self, db: &PgPool, place: &Place, by: &Member) -> sqlx::Result<bool> {
        let mut tx = db.begin().await?;
        let version = match place.case_id {
            Some(id) => case_studies::edit_next(&mut tx, id, place.version).await?,
            None => paths::edit_next(&mut tx, place.path_id, place.version).await?,
        };
        let Some(version) = version else { return Ok(false) };
        if !self.subject.store(&mut tx).await? {
            return Ok(false);
        }
        queries::record(&mut tx, place, version, by, &self.reason, &self.facts).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn preview<T: Editable>(
    chrome: Chrome,
    db: &PgPool,
    change: Change<T>,
    form: FormData,
) -> Result<Response> {
    let Change { subject, facts: changes, reason } = change;
    let shown = subject.shown(chrome.clone(), db).await?;
    Ok(Page(PreviewPage { chrome, place: subject.place(), reason, changes, form, shown }).into_response())
}

/// The form came too late: 409, with what others saved meanwhile beside this editor's own words, ready to be sent again.
async fn late<T: Editable>(chrome: Chrome, db: &PgPool, subject: T, form: FormData) -> Result<Response> {
    let place = subject.place();
    let query = EditsQuery {
        page: Some((place.path_id, place.case_id)),
        after: form.value("version").parse().unwrap_or(0),
        ..EditsQuery::default()
    };
    let meanwhile = queries::edits(db, &query, MOST_MEANWHILE, 0).await?;
    let Merged { form, theirs } = merge(&subject.fields(), &place.prefix, form, &subject.words(), &meanwhile);
    let page = FormPage { meanwhile, theirs, is_late: true, ..FormPage::of(chrome, &subject, form) };
    Ok((StatusCode::CONFLICT, Page(page)).into_response())
}
