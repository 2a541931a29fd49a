use crate::{
    accounts::Member,
    moderation::{Action, log::class, queries},
    submissions::ReasonCode,
    values::SubmissionId,
};
use sqlx::PgConnection;

/// Tells in the log that a passage was taken out of a report by order, and no word of it.
pub async fn note_order(
    conn: &mut PgConnection,
    by: &Member,
    submission_id: SubmissionId,
    reason: ReasonCode,
) -> sqlx::Result<()> {
    let known = queries::report(&mut *conn, submission_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let item = queries::item_of(&mut *conn, known.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let class = class::of(conn, item, Some(known.revision_id)).await?;
    queries::record(conn, item, by, Action::Redacted, &[reason], class, known.experience_id).await
}
