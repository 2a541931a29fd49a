use crate::{
    accounts::Member,
    mail::{LetterKind, Mail},
    moderation::{Action, log::class, queries},
    publication,
    submissions::State as SubmissionState,
    values::SubmissionId,
    web::{AppError, Path, Result},
};
use axum::{extract::State, response::Redirect};
use sqlx::PgPool;

/// `POST /admin/reports/{id}/show-again`: puts a hidden report back where it was, as its author last confirmed it.
pub async fn show_again(
    member: Member,
    State(db): State<PgPool>,
    State(mail): State<Mail>,
    Path(id): Path<SubmissionId>,
) -> Result<Redirect> {
    queries::report(&db, id).await?.ok_or(AppError::NotFound)?;
    let done = if show(&db, &mail, &member, id).await? { "shown" } else { "not-hidden" };
    Ok(Redirect::to(&format!("/admin/reports/{id}?done={done}")))
}

/// False when it is not hidden any more.
async fn show(db: &PgPool, mail: &Mail, by: &Member, id: SubmissionId) -> sqlx::Result<bool> {
    let mut tx = db.begin().await?;
    let Some(held) = queries::hold_report(&mut tx, id).await? else { return Ok(false) };
    let Some(live) = held.live_revision_id.filter(|_| held.state == SubmissionState::Hidden) else {
        return Ok(false);
    };
    let experience = publication::publish(&mut tx, id, live).await?;
    let Some(item) = queries::item_of(&mut *tx, live).await? else { return Ok(false) };
    let class = class::of(&mut tx, item, Some(live)).await?;
    queries::record(&mut *tx, item, by, Action::ShownAgain, &[], class, Some(experience)).await?;
    mail.tell(&mut tx, LetterKind::ShownAgain, id, item).await?;
    tx.commit().await?;
    Ok(true)
}
