//! Where reports and answers came from: a number for each day's address, which is soon forgotten.

use crate::{limits::ORIGIN_DAYS, values::SubmissionId};
use sqlx::{PgConnection, PgExecutor};
use time::Date;

/// Notes which address of the day a report was sent from, as a number that stands for it.
pub async fn note_origin(
    conn: &mut PgConnection,
    id: SubmissionId,
    day: Date,
    number: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into submission_origins (submission_id, day, number) values ($1, $2, $3) on conflict do nothing",
        id.0,
        day,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets where the reports and answers of longer ago came from.
pub async fn forget_origins(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with answers as (delete from answer_origins where day < (now() at time zone 'utc')::date - $1::int)
        delete from submission_origins where day < (now() at time zone 'utc')::date - $1::int
        "#,
        ORIGIN_DAYS,
    )
    .execute(db)
    .await?;
    Ok(())
}
