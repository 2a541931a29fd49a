use crate::{
    moderation::queries,
    reports::MonthlyBand,
    submissions::revision,
    values::{ClosedList as _, ItemId, RevisionId},
};
use sqlx::PgConnection;

/// The class of outcome that the log tells of an item: that of the version of a report that it is about, or what the checks
/// and the site say of anything else; none where there is none.
pub async fn of(
    conn: &mut PgConnection,
    item: ItemId,
    revision_id: Option<RevisionId>,
) -> sqlx::Result<Option<MonthlyBand>> {
    let Some(revision_id) = revision_id else {
        return Ok(MonthlyBand::from_word(&queries::class_of(conn, item).await?));
    };
    let report = revision::find(conn, revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    Ok(Some(report.figures().monthly_net_band))
}
