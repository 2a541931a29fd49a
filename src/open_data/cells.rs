use super::queries;
use sqlx::{Connection as _, PgPool};
use std::time::Duration;

/// Reading every report once, at a million of them and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

const CELLS: i32 = 1;

/// Counts again which values are common enough to be shown, if the reports have changed since. While another copy of the
/// program is at it, there is nothing to do.
pub async fn recount(db: &PgPool) -> sqlx::Result<()> {
    if !queries::cells_are_stale(db).await? {
        return Ok(());
    }
    let mut conn = queries::connect(db, PATIENCE).await?;
    let mut tx = conn.begin().await?;
    if queries::is_alone(&mut tx, CELLS).await? && queries::cells_are_stale(&mut *tx).await? {
        queries::count_cells(&mut tx).await?;
    }
    tx.commit().await?;
    conn.close().await
}
