use crate::values::{ClosedList as _, closed_list};
use sqlx::PgConnection;

closed_list! {
    /// How a submission stands. While a change to a published one is read, it stays published.
    pub enum State {
        Draft = "draft" => "Not sent yet",
        Submitted = "submitted" => "Waiting for a moderator",
        Published = "published" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        NotPublished = "not_published" => "Not published",
        Withdrawn = "withdrawn" => "Taken down by its author",
        /// Taken off the site by a moderator, who may put it back.
        Hidden = "hidden" => "Off the site for now",
    }
}

/// Puts a submission into this state, inside the caller's transaction. `live_revision` is the approved revision and
/// comes with [`State::Published`]; `None` leaves it as it is. Leaving `Published` takes the public row away by itself:
/// a refused change to a published report therefore leaves its state alone.
pub async fn set_state(
    conn: &mut PgConnection,
    submission_id: i64,
    state: State,
    live_revision: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update submissions set state = $2, live_revision_id = coalesce($3, live_revision_id) where id = $1",
        submission_id,
        state.word(),
        live_revision,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a published submission back among those that wait, as if none of its revisions had been approved: when an
/// approval is taken back that was its first. The public row goes by itself.
pub async fn unpublish(conn: &mut PgConnection, submission_id: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "update submissions set state = 'submitted', live_revision_id = null where id = $1",
        submission_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}
