use crate::{
    accounts::Member,
    moderation::queries,
    submissions::{ReasonCode, revision},
    values::ClosedList as _,
};
use sqlx::PgConnection;

/// Tells in the log that a passage was taken out of a report by order, and no word of it.
pub async fn note_order(
    conn: &mut PgConnection,
    by: &Member,
    submission_id: i64,
    reason: ReasonCode,
) -> sqlx::Result<()> {
    let known = queries::report(&mut *conn, submission_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let item = queries::item_of(&mut *conn, known.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let report = revision::find(&mut *conn, known.revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let class = report.figures().monthly_net_band.word();
    let reasons = [reason.word().to_owned()];
    queries::record(&mut *conn, item, by, "redacted", &reasons, class, known.experience_id).await
}
