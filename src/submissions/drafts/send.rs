use super::{check::CheckPage, share::suspicions};
use crate::{
    clock::{self, Clock},
    config::Limits,
    limits, mail,
    state::AppState,
    submissions::{
        State as SubmissionState, Submission,
        form::{self, Choices, Draft, DraftContext, assemble},
        private_link::{self, Link},
        queries::{self, contacts, revision},
    },
    web::{Chrome, Form, FormData, Result, Visitor, refused},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};
use time::Duration;

/// `POST /m/{secret}/send`: makes a revision of the draft. Everything happens in one transaction, and the answer comes
/// after its commit: a draft sent twice is one revision, and both times the answer is the same.
pub async fn submit(
    link: Link,
    chrome: Chrome,
    visitor: Visitor,
    State(state): State<AppState>,
    Form(form): Form,
) -> Result<Response> {
    let sent = Redirect::to(&link.url("sent")).into_response();
    let ask = may_ask(&state, visitor, &link.submission).await?;
    let AppState { db, limits, clock, .. } = state;
    let choices = Choices::load(&db).await?;
    let origin = origin_of(&db, visitor).await?;
    let mut tx = db.begin().await?;
    let Some(submission) = queries::lock(&mut tx, link.submission.id).await? else {
        return Ok(private_link::unknown());
    };
    let link = Link { submission, ..link };
    if !link.submission.is_sendable() {
        return Ok(sent);
    }
    let draft = Draft::of(&mut tx, &link.submission, &choices).await?;
    let given = DraftContext::load(&mut tx, &draft, choices).await?;
    let mut page = CheckPage::new(link.clone(), chrome, &draft, &given);
    if was_changed(&link.submission, &form) {
        page.changed_meanwhile = true;
        return Ok(refused(page));
    }
    let Ok(report) = assemble(&draft, &given) else { return Ok(refused(page)) };
    note_suspicions(&mut tx, &link.submission, &form, &limits, clock).await?;
    let mut version = link.submission.draft_version;
    if link.submission.draft.is_none() {
        // Each version that is sent is of a draft of its own.
        queries::save_draft(&mut tx, link.submission.id, &draft.form, draft.told_up_to).await?;
        version += 1;
    }
    let kept = revision::insert(&mut *tx, link.submission.id, version, &report).await;
    if let Err(error) = kept {
        page.complaints.push(form::broken(&error).ok_or(error)?);
        return Ok(refused(page));
    }
    queries::note_origin(&mut tx, link.submission.id, clock::machine_today(), origin).await?;
    finish(&mut tx, &link.submission, &draft, ask).await?;
    tx.commit().await?;
    Ok(sent)
}

/// A number that stands for where this visitor's reports and answers of today come from.
pub async fn origin_of(db: &PgPool, visitor: Visitor) -> Result<i64> {
    limits::number_of(db, "send a report", visitor).await
}

/// Whether the address that the draft names, if it is a new one, may be asked if it is its owner's wish.
async fn may_ask(state: &AppState, visitor: Visitor, submission: &Submission) -> Result<bool> {
    let typed = submission.draft.as_ref().map_or("", |draft| draft.value("email"));
    let Ok(email) = form::consent::address(typed) else { return Ok(false) };
    let known = contacts::find(&state.db, submission.id).await?;
    if known.is_some_and(|contact| contact.email == email.as_str()) {
        return Ok(false);
    }
    mail::may_ask(&state.db, &state.mail, &state.limits, visitor, &email).await
}

/// Whether this is not the version that was on the page that sends it.
fn was_changed(submission: &Submission, form: &FormData) -> bool {
    form.value("version").parse() != Ok(submission.draft_version)
}

/// What makes a report look like a machine's goes with it, so that it queues in a line of its own. It is read all the same.
async fn note_suspicions(
    conn: &mut PgConnection,
    submission: &Submission,
    form: &FormData,
    limits: &Limits,
    clock: Clock,
) -> sqlx::Result<()> {
    let mut suspicions = suspicions(form);
    let patience = Duration::seconds(i64::try_from(limits.time_trap_seconds).unwrap_or(i64::MAX));
    if submission.last_revision_id.is_none() && clock.now() - submission.created_at < patience {
        suspicions.push("time_trap".to_owned());
    }
    if suspicions.is_empty() { Ok(()) } else { queries::suspect(conn, submission.id, &suspicions).await }
}

/// The draft is done with, the address is kept apart, and the report waits. A published one stays so while it waits.
async fn finish(
    conn: &mut PgConnection,
    submission: &Submission,
    draft: &Draft,
    ask: bool,
) -> sqlx::Result<()> {
    queries::finish_draft(conn, submission.id).await?;
    match form::consent::read(draft).ok().and_then(|part| part.email) {
        Some(email) => contacts::keep(conn, submission.id, &email, ask).await?,
        None => contacts::forget(conn, submission.id).await?,
    }
    match submission.state {
        SubmissionState::Published | SubmissionState::Hidden => Ok(()),
        _ => queries::set_state(conn, submission.id, SubmissionState::Submitted, None).await,
    }
}
