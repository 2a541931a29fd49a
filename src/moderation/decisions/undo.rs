//! Taking a decision back: shortly after it, by whoever made it or an admin, and only while nothing has come of it. It is
//! an event of its own; the log keeps both.

use super::{conflict, decide::Decided, settle::DecisionRequest};
use crate::{
    accounts::Role,
    limits::{self, Threshold},
    mail,
    moderation::{
        Action, Done, Held, Submission,
        log::class,
        queries::{self, Undo},
        queue::lease,
    },
    publication,
    submissions::{ReviewState, State as SubmissionState, set_state, unpublish},
    values::{ClosedList as _, ItemId},
    web::{Form, Path, Result},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgPool};

/// `POST /admin/items/{id}/undo`: the item is open again, and in the hands of whoever took the decision back.
pub async fn submit(request: DecisionRequest) -> Result<Response> {
    let DecisionRequest { chrome, member, state: State(state), id: Path(item), form: Form(form) } = request;
    let thresholds = limits::thresholds(&state.db).await?;
    let undo = Undo {
        held: Held { item, version: form.value("of_version").parse().unwrap_or(0), by: &member },
        of_anybody: member.role == Role::Admin,
        within_minutes: thresholds.of(Threshold::UndoMinutes),
        lease_minutes: lease::minutes(&state.limits),
    };
    if take_back(&state.db, &undo).await? == Decided::Conflict {
        let within = thresholds.in_words(Threshold::UndoMinutes);
        return conflict::answer(chrome, &state.db, item, form, Some(within)).await;
    }
    Ok(Redirect::to(&format!("/admin/items/{item}?done={}", Done::Undone.word())).into_response())
}

/// Conflict when it is too late, not theirs, or something has happened since: then nothing is changed.
async fn take_back(db: &PgPool, undo: &Undo<'_>) -> sqlx::Result<Decided> {
    let mut tx = db.begin().await?;
    let Held { item, by, .. } = undo.held;
    let Some(submission) = queries::hold_submission(&mut tx, item).await? else {
        return Ok(Decided::Conflict);
    };
    let Some(was) = queries::reopen(&mut tx, undo).await? else { return Ok(Decided::Conflict) };
    let class = class::of(&mut tx, item, submission.revision_id).await?;
    if !put_back(&mut tx, item, was, &submission).await? {
        return Ok(Decided::Conflict);
    }
    queries::record(&mut *tx, item, by, Action::Undone, &[], class, None).await?;
    mail::take_back(&mut *tx, item).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

/// Puts the submission where it stood before; false when it is not where the decision left it.
async fn put_back(
    conn: &mut PgConnection,
    item: ItemId,
    was: ReviewState,
    submission: &Submission,
) -> sqlx::Result<bool> {
    match (was, submission.state) {
        (ReviewState::Approved, SubmissionState::Published) => restore(conn, item, submission).await?,
        (ReviewState::ChangesRequested, SubmissionState::ChangesRequested)
        | (ReviewState::Rejected, SubmissionState::NotPublished) => {
            set_state(conn, submission.id, SubmissionState::Submitted, None).await?;
        }
        // A change to something published was refused: that stayed as it was.
        (_, SubmissionState::Published) => {}
        _ => return Ok(false),
    }
    Ok(true)
}

/// Publishes what was public before this approval, or takes it off the site when that was the first.
async fn restore(conn: &mut PgConnection, item: ItemId, submission: &Submission) -> sqlx::Result<()> {
    match queries::approved_before(&mut *conn, item).await? {
        Some(revision_id) => publication::publish(conn, submission.id, revision_id).await.map(drop),
        None => unpublish(conn, submission.id).await,
    }
}
