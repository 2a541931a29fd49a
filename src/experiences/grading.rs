//! Which grade a report has: the public rule of `figures::grade`, on what is known of it at this moment. Whoever changes
//! anything that the rule rests on calls [`regrade`] in the same transaction.

use super::queries;
use crate::values::SubmissionId;
use sqlx::{PgConnection, PgPool};

/// Computes the grade of what this submission published, whether proof of it was seen, and how many of its answers nobody has
/// read. Nothing happens when it published nothing.
pub async fn regrade(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    let Some(mut basis) = queries::grading::basis(conn, submission_id).await? else { return Ok(()) };
    let proofs = queries::grading::proofs(conn, submission_id).await?;
    basis.documents_checked = proofs.len();
    let graded = basis.graded();
    queries::grading::store(conn, submission_id, &graded, basis.stale, proofs.first()).await
}

/// Grades again what only time or an act under a private link has changed: reports that grew stale or fresh, and those whose
/// authors came back.
pub async fn regrade_due(db: &PgPool) -> sqlx::Result<()> {
    for submission_id in queries::grading::due(db).await? {
        let mut tx = db.begin().await?;
        regrade(&mut tx, submission_id).await?;
        tx.commit().await?;
    }
    Ok(())
}
