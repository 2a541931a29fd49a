use super::queries;
use crate::experiences::cells;
use sqlx::{Connection as _, PgPool};
use std::time::Duration;

/// Counting the reports of a large path, at a million of them and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

const CELLS: i32 = 1;

/// Counts again which words are common enough to be shown, on each path whose reports have changed since, and writes them
/// into its rows. While another copy of the program is at it, there is nothing to do.
pub async fn recount(db: &PgPool) -> sqlx::Result<()> {
    if !cells::are_due(db).await? {
        return Ok(());
    }
    let mut conn = queries::connect(db, PATIENCE).await?;
    let mut tx = conn.begin().await?;
    if queries::is_alone(&mut tx, CELLS).await? {
        for due in cells::take_due(&mut *tx).await? {
            let changed = cells::count(&mut *tx, due.path_id).await?;
            // Whose row was written while others counted shows what could be shown before.
            let whose = (!changed).then_some(&*due.submission_ids);
            cells::show(&mut *tx, due.path_id, whose).await?;
        }
    }
    tx.commit().await?;
    conn.close().await
}
