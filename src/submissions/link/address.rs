//! The address that the holder of a private link left: confirm it or forget it.

use crate::{
    mail,
    state::AppState,
    submissions::{
        private_link::{self, Link},
        queries::{self, contacts},
    },
    values::{Email, SubmissionId},
    web::{Result, Visitor},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};

/// Deletes the address, and takes it out of what is being written, too. False when the submission is gone.
pub async fn forget_everywhere(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<bool> {
    let Some(submission) = queries::lock(conn, submission_id).await? else { return Ok(false) };
    contacts::forget(conn, submission_id).await?;
    if let Some(draft) = submission.draft {
        let without = draft.merged(&Default::default(), &["email", "may_contact"]);
        queries::save_draft(conn, submission_id, &without, 0).await?;
    }
    Ok(true)
}

/// `POST /m/{secret}/forget-address`
pub async fn forget_address(link: Link, State(db): State<PgPool>) -> Result<Response> {
    let mut tx = db.begin().await?;
    if !forget_everywhere(&mut tx, link.submission.id).await? {
        return Ok(private_link::unknown());
    }
    tx.commit().await?;
    Ok(Redirect::to(&link.url("")).into_response())
}

/// `POST /m/{secret}/confirm-address`: asks its owner once more, at most once a day.
pub async fn ask_again(link: Link, visitor: Visitor, State(state): State<AppState>) -> Result<Redirect> {
    let AppState { db, mail, limits, .. } = state;
    let contact = contacts::find(&db, link.submission.id).await?.filter(|contact| !contact.asked_today);
    if let Some(contact) = contact
        && let Ok(email) = Email::parse(&contact.email)
        && mail::may_ask(&db, &mail, &limits, visitor, &email).await?
    {
        mail::ask(&db, link.submission.id).await?;
    }
    Ok(Redirect::to(&link.url("")))
}
