//! The rows of `submissions`: what stays the same over all versions of a report.

use crate::{
    submissions::{State, Submission},
    values::{ClosedList as _, Currency, RevisionId, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor};
use time::Date;

/// The statement that reads the row which is `$which`.
macro_rules! select {
    ($which:literal, $key:expr) => {
        sqlx::query_as!(
            Submission,
            r#"
            select id, reference, kind as "kind: _", state as "state: _", draft as "draft: _", draft_version,
                   created_at, (select max(r.id) from submission_revisions r where r.submission_id = s.id) as "last_revision_id: _"
            from submissions s where "# + $which,
            $key,
        )
    };
}

pub async fn find_by_secret(db: impl PgExecutor<'_>, secret_hash: &[u8]) -> sqlx::Result<Option<Submission>> {
    select!("secret_hash = $1", secret_hash).fetch_optional(db).await
}

/// The submission of this number, held until the transaction ends; none if it was erased meanwhile.
pub async fn lock(conn: &mut PgConnection, id: SubmissionId) -> sqlx::Result<Option<Submission>> {
    // Locked first and read afterwards: the subquery of a statement that waited sees what was there before it waited.
    let held = sqlx::query_scalar!("select id from submissions where id = $1 for update", id.0);
    if held.fetch_optional(&mut *conn).await?.is_none() {
        return Ok(None);
    }
    select!("id = $1", id.0).fetch_optional(conn).await
}

/// From now on another secret opens the submission that `old_hash` opened, and the old one nothing. False when it opened
/// nothing already.
pub async fn change_secret(db: impl PgExecutor<'_>, old_hash: &[u8], new_hash: &[u8]) -> sqlx::Result<bool> {
    let changed =
        sqlx::query!("update submissions set secret_hash = $2 where secret_hash = $1", old_hash, new_hash,);
    Ok(changed.execute(db).await?.rows_affected() == 1)
}

/// From now on this secret opens the submission, whatever opened it before.
pub async fn set_secret(db: impl PgExecutor<'_>, id: SubmissionId, hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("update submissions set secret_hash = $2 where id = $1", id.0, hash).execute(db).await?;
    Ok(())
}

/// Notes that somebody did something under the link today. A day is written once.
pub async fn note_use(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions set link_used_on = (now() at time zone 'utc')::date
        where id = $1 and link_used_on is distinct from (now() at time zone 'utc')::date
        "#,
        id.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes a submission with everything that hangs on it: drafts, revisions, contact, the queue's items, the public row.
pub async fn erase(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!("delete from submissions where id = $1", id.0).execute(db).await?;
    Ok(())
}

/// The day on which its author last said that it stands so.
pub async fn last_confirmed(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Date> {
    sqlx::query_scalar!(
        r#"select coalesce(last_confirmed_on, created_at::date) as "day!" from submissions where id = $1"#,
        id.0,
    )
    .fetch_one(db)
    .await
}

/// Puts a submission into this state, inside the caller's transaction. `live_revision` is the approved revision and
/// comes with [`State::Published`]; `None` leaves it as it is. Leaving `Published` takes the public row away by itself:
/// a refused change to a published report therefore leaves its state alone.
pub async fn set_state(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    state: State,
    live_revision: Option<RevisionId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update submissions set state = $2, live_revision_id = coalesce($3, live_revision_id) where id = $1",
        submission_id.0,
        state.word(),
        live_revision.map(|id| id.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Published submissions with a number above this one that tell of sums in this currency, the lowest first.
pub async fn published_in(
    db: impl PgExecutor<'_>,
    currency: Currency,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<SubmissionId>> {
    sqlx::query_scalar!(
        r#"
        select s.id from submissions s join submission_revisions r on r.id = s.live_revision_id
        where s.state = 'published' and s.id > $2
          and (r.currency = $1
               or exists (select from experience_updates u where u.submission_id = s.id and u.currency = $1))
        order by s.id limit $3
        "#,
        currency.word(),
        after,
        limit,
    )
    .fetch_all(db)
    .await
}

/// Puts a published submission back among those that wait, as if none of its revisions had been approved: when an
/// approval is taken back that was its first. The public row goes by itself.
pub async fn unpublish(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!(
        "update submissions set state = 'submitted', live_revision_id = null where id = $1",
        submission_id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
