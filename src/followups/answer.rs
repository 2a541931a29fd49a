use super::{decide, queries};
use crate::{
    clock::Clock,
    experiences, limits,
    submissions::{self, Link, Told, Update, UpdateState, update, update_form},
    values::{Cents, ClosedList as _},
    web::{AppError, Chrome, Errors, Form, FormData, FormKey, Page, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};
use time::Date;

/// Four questions about what happened since the last answer.
#[derive(Debug, Template)]
#[template(path = "followups/answer.html")]
pub struct AnswerPage {
    chrome: Chrome,
    link: Link,
    told: Told,
    /// The sum a month, after costs, above which proof may be asked for; in US dollars.
    proof_from: Cents,
    form: FormData,
    errors: Errors,
}

/// `GET /m/{secret}/update`: for published reports; of others there is nothing to follow up yet.
pub async fn page(link: Link, chrome: Chrome, State(db): State<PgPool>) -> Result<Response> {
    let mut conn = db.acquire().await?;
    let Some(told) = update::standing(&mut conn, link.submission.id).await? else { return Ok(back(&link)) };
    let proof_from = Cents(limits::thresholds(&mut *conn).await?.proof_from_cents());
    let (chrome, form) = (chrome.at("/share"), with_fresh_key(FormData::default())?);
    Ok(Page(AnswerPage { chrome, link, told, proof_from, form, errors: Errors::default() }).into_response())
}

/// `POST /m/{secret}/update`: keeps the answer. Plain numbers near the last ones count at once; the rest waits for a
/// moderator, and until it was read no other is taken: both would tell of the same time. The same form sent twice is one
/// answer.
pub async fn submit(
    link: Link,
    chrome: Chrome,
    State(db): State<PgPool>,
    State(clock): State<Clock>,
    Form(form): Form,
) -> Result<Response> {
    let mut tx = db.begin().await?;
    let Some(submission) = submissions::lock(&mut tx, link.submission.id).await? else {
        return Ok(submissions::unknown_link());
    };
    let Some(told) = update::standing(&mut tx, submission.id).await? else { return Ok(back(&link)) };
    let key = FormKey::parse(form.value("form_key")).map(|key| key.hash("update"));
    if let Some(key) = &key
        && queries::is_kept(&mut *tx, key).await?
    {
        return Ok(back(&link));
    }
    let usd_rate = submissions::usd_rate(&mut *tx, told.report.money.currency).await?;
    let proof_from = Cents(limits::thresholds(&mut *tx).await?.proof_from_cents());
    let read = update_form::read(&form, &told, usd_rate, clock.today(), proof_from);
    let obstacle = if queries::waits(&mut *tx, submission.id).await? {
        Some("Your last answer still waits for a moderator. Send this once it was read")
    } else if queries::changes_currency(&mut *tx, submission.id).await? {
        Some("Your change to another currency still waits for a moderator. Send this once it was read")
    } else {
        None
    };
    match (read, key) {
        (Ok(update), Some(key)) if obstacle.is_none() => {
            keep(&mut tx, submission.id, &key, &update, clock.today()).await?;
            tx.commit().await?;
            Ok(back(&link))
        }
        (read, _) => {
            let (form, mut errors) = (with_fresh_key(form)?, read.err().unwrap_or_default());
            if let Some(obstacle) = obstacle {
                errors.add("still_doing", obstacle);
            } else if errors.is_empty() {
                errors.add(
                    "still_doing",
                    "This page came from an old copy. Check your answers and send them once more",
                );
            }
            Ok(refused(AnswerPage { chrome: chrome.at("/share"), link, told, proof_from, form, errors }))
        }
    }
}

async fn keep(
    conn: &mut PgConnection,
    submission_id: i64,
    key: &[u8],
    update: &Update,
    today: Date,
) -> sqlx::Result<()> {
    let id = submissions::update::insert(conn, submission_id, key, update).await?;
    match update.state {
        UpdateState::Waiting => {
            queries::queue(&mut *conn, submission_id, id).await?;
            experiences::silence::note(conn, Some(submission_id)).await.map(drop)
        }
        _ => decide::count(conn, submission_id, today).await,
    }
}

fn back(link: &Link) -> Response {
    Redirect::to(&link.secret_url("")).into_response()
}

fn with_fresh_key(mut form: FormData) -> Result<FormData> {
    let key = FormKey::random().map_err(|error| AppError::Internal(error.into()))?;
    form.set("form_key", key.as_str());
    Ok(form)
}

impl AnswerPage {
    fn url(&self, page: &str) -> String {
        self.link.secret_url(page)
    }

    fn currency(&self) -> &'static str {
        self.told.report.money.currency.word()
    }

    fn has_said(&self, field: &str) -> bool {
        !self.form.value(field).is_empty() || self.errors.get(field).is_some()
    }

    fn has_earned(&self) -> bool {
        self.told.report.when.first_income_on.is_some()
    }
}
