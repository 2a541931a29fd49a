use super::find::{NETWORK_DAYS, find};
use crate::{clock, limits, moderation::queries, paths, values::PathId};
use sqlx::PgPool;

/// Looks at what came in on every path.
pub async fn look_everywhere(db: &PgPool) -> sqlx::Result<()> {
    for path in paths::options(db).await? {
        look(db, path.id).await?;
    }
    Ok(())
}

/// Opens what is unusual about the path and was not opened before. While anything is open, what waits on the path takes two
/// readers.
pub async fn look(db: &PgPool, path_id: PathId) -> sqlx::Result<()> {
    let now = clock::machine_now();
    let arrivals = queries::arrivals(db, path_id, now - NETWORK_DAYS).await?;
    if !arrivals.is_empty() {
        let (usual, closed) = (queries::usual(db, path_id).await?, queries::closings(db, path_id).await?);
        for burst in find(&arrivals, &usual, &closed, now, &limits::thresholds(db).await?) {
            if queries::open(db, path_id, &burst).await? {
                tracing::info!(path_id = path_id.0, kind = %burst.kind, people = burst.people, "opened a signal of a path");
            }
        }
    }
    queries::read_by_two(db, path_id).await
}
