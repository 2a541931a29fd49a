use crate::{
    accounts::Member,
    moderation::{
        decisions::wording::{FOUND, Wordings},
        queries,
    },
    submissions::ReasonCode,
    values::{ClosedList as _, Prose},
    web::{Chrome, Errors, Form, FormData, Page, Query, Reader, Result, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// The texts suggested for each reason, for editors and admins to change.
#[derive(Debug, Template)]
#[template(path = "moderation/wordings.html")]
struct WordingsPage {
    chrome: Chrome,
    saved: bool,
    form: FormData,
    errors: Errors,
}

/// `GET /admin/wordings`
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Response> {
    let mut form = FormData::default();
    for (reason, words) in queries::wordings(&db).await?.all() {
        form.set(reason.word(), words);
    }
    let saved = query.first("done") == Some("saved");
    Ok(Page(WordingsPage { chrome, saved, form, errors: Errors::default() }).into_response())
}

/// `POST /admin/wordings`: keeps those that are different; what was suggested before stays on record.
pub async fn submit(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Form(form): Form,
) -> Result<Response> {
    let changed = match read(&form, &queries::wordings(&db).await?) {
        Ok(changed) => changed,
        Err(errors) => return Ok(refused(WordingsPage { chrome, saved: false, form, errors })),
    };
    let mut tx = db.begin().await?;
    for (reason, words) in &changed {
        queries::keep_wording(&mut *tx, *reason, words, member.id).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/admin/wordings?done=saved").into_response())
}

fn read(form: &FormData, in_force: &Wordings) -> Result<Vec<(ReasonCode, String)>, Errors> {
    let mut reader = Reader::new(form);
    let mut changed = Vec::new();
    for reason in ReasonCode::ALL {
        let words = reader.parse(reason.word(), |typed| Prose::<0, 1000>::parse(typed, "The text"));
        let words = words.map(Prose::into_string).unwrap_or_default();
        if words != in_force.of(*reason) {
            changed.push((*reason, words));
        }
    }
    if reader.errors.is_empty() { Ok(changed) } else { Err(reader.errors) }
}

impl WordingsPage {
    fn reasons(&self) -> &'static [ReasonCode] {
        ReasonCode::ALL
    }

    fn found(&self) -> &'static str {
        FOUND
    }
}
