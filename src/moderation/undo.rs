//! Taking a decision back: shortly after it, by whoever made it or an admin, and only while nothing has come of it. It is
//! an event of its own; the log keeps both.

use super::{ItemId, claim, queries, stale};
use crate::{
    accounts::{Member, Role},
    config::Limits,
    limits::{self, Threshold},
    mail, publication,
    submissions::{ReviewState, State as SubmissionState, set_state, unpublish},
    values::{AccountId, ClosedList as _},
    web::{Chrome, Form, Path, Result},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};
use std::sync::Arc;

/// `POST /admin/items/{id}/undo`: the item is open again, and in the hands of whoever took the decision back.
pub async fn submit(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
    Path(item): Path<ItemId>,
    Form(form): Form,
) -> Result<Response> {
    let version = form.value("of_version").parse().unwrap_or(0);
    let undo = Undo {
        item,
        version,
        by: member.id,
        of_anybody: member.role == Role::Admin,
        within_minutes: limits::thresholds(&db).await?.of(Threshold::UndoMinutes),
        claim_minutes: claim::minutes(&limits),
    };
    if undo.carry_out(&db, &member).await? {
        return Ok(Redirect::to(&format!("/admin/items/{item}?done=undone")).into_response());
    }
    stale::cannot_be_undone(chrome, &db, item, form).await
}

/// A decision to be taken back.
#[derive(Debug)]
pub struct Undo {
    pub item: ItemId,
    /// The item's, after the decision.
    pub version: i32,
    pub by: AccountId,
    /// Whether somebody else's decision may be taken back, too.
    pub of_anybody: bool,
    pub within_minutes: i32,
    pub claim_minutes: i32,
}

impl Undo {
    /// False when it is too late, not theirs, or something has happened since: then nothing is changed.
    async fn carry_out(&self, db: &PgPool, by: &Member) -> sqlx::Result<bool> {
        let mut tx = db.begin().await?;
        let Some(state) = queries::hold_submission(&mut tx, self.item).await? else { return Ok(false) };
        let Some((was, submission_id)) = queries::reopen(&mut tx, self).await? else { return Ok(false) };
        if !take_back(&mut tx, self.item, was, submission_id, &state).await? {
            return Ok(false);
        }
        let class = queries::class_of(&mut *tx, self.item).await?;
        queries::record(&mut *tx, self.item, by, "undone", &[], &class, None).await?;
        mail::take_back(&mut *tx, self.item.0).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Puts the submission where it stood before; false when it is not where the decision left it.
async fn take_back(
    conn: &mut PgConnection,
    item: ItemId,
    was: ReviewState,
    submission_id: i64,
    state: &str,
) -> sqlx::Result<bool> {
    let state = SubmissionState::from_word(state);
    match (was, state) {
        (ReviewState::Approved, Some(SubmissionState::Published)) => {
            restore(conn, item, submission_id).await?;
            Ok(true)
        }
        (ReviewState::ChangesRequested, Some(SubmissionState::ChangesRequested))
        | (ReviewState::Rejected, Some(SubmissionState::NotPublished)) => {
            set_state(conn, submission_id, SubmissionState::Submitted, None).await?;
            Ok(true)
        }
        // A change to something published was refused: that stayed as it was.
        (_, Some(SubmissionState::Published)) => Ok(true),
        _ => Ok(false),
    }
}

/// Publishes what was public before this approval, or takes it off the site when that was the first.
async fn restore(conn: &mut PgConnection, item: ItemId, submission_id: i64) -> sqlx::Result<()> {
    let Some(revision_id) = queries::approved_before(&mut *conn, item).await? else {
        return unpublish(conn, submission_id).await;
    };
    publication::publish(conn, submission_id, revision_id).await.map(drop)
}
