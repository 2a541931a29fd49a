use super::{Known, Noted, page::ReportPage};
use crate::{
    accounts::Member,
    experiences,
    moderation::{Action, log::class, queries},
    values::SubmissionId,
    web::{AppError, Chrome, Form, Path, Result, refused},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// `POST /admin/reports/{id}/evidence`: notes a proof that was seen by hand. The grade, the note and the line in the log
/// stand or fall together; a form sent twice is one proof.
pub async fn note_proof(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<SubmissionId>,
    Form(form): Form,
) -> Result<Response> {
    let report = queries::report(&db, id).await?.ok_or(AppError::NotFound)?;
    let noted = match Noted::read(&form) {
        Ok(noted) => noted,
        Err(errors) => return Ok(refused(ReportPage::of(chrome, &db, report, form, errors).await?)),
    };
    keep(&db, &member, &report, &noted).await?;
    Ok(Redirect::to(&format!("/admin/reports/{id}?done=proof")).into_response())
}

async fn keep(db: &PgPool, by: &Member, known: &Known, noted: &Noted) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    // Held first, as by everybody who changes what a report's page shows; then read as it now is.
    if queries::hold_report(&mut tx, known.id).await?.is_none() {
        return Ok(());
    }
    let Some(known) = queries::report(&mut *tx, known.id).await? else { return Ok(()) };
    if queries::keep_evidence(&mut tx, &known, by.id, noted).await? {
        experiences::regrade(&mut tx, known.id).await?;
        let Some(item) = queries::item_of(&mut *tx, known.revision_id).await? else { return Ok(()) };
        let class = class::of(&mut tx, item, Some(known.revision_id)).await?;
        let shown = known.experience_id;
        queries::record(&mut *tx, item, by, Action::ProofChecked, &[], class, shown).await?;
    }
    tx.commit().await
}
