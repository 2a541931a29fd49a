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
        for path_id in cells::take_due(&mut *tx).await? {
            cells::count(&mut tx, path_id).await?;
            cells::show(&mut *tx, path_id, None).await?;
        }
    }
    tx.commit().await?;
    conn.close().await
}
