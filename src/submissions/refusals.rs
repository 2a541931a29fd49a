//! What is refused for good: the one appeal against it, and its end; and the end of drafts that were left behind.

use super::{ReasonCode, reason};
use sqlx::{PgConnection, PgExecutor, PgPool};
use time::OffsetDateTime;

/// Days for which a refused version is kept after its last decision, and a draft after its author last opened it.
pub const KEPT_DAYS: i32 = 90;

/// How many days a report is kept that was begun and in which nothing was ever saved.
pub const EMPTY_DAYS: i32 = 7;

/// An appeal as its author sees it.
#[derive(Debug, Clone)]
pub struct Appeal {
    pub words: String,
    pub sent_at: OffsetDateTime,
    pub answer: Option<String>,
    /// Why the report had been refused, and when.
    pub reasons: Vec<ReasonCode>,
    pub message: String,
    pub refused_at: Option<OffsetDateTime>,
}

/// The appeal against the refusal of this revision, if its author made one.
pub async fn appeal_of(db: impl PgExecutor<'_>, revision_id: i64) -> sqlx::Result<Option<Appeal>> {
    let row = sqlx::query!(
        r#"
        select a.words, a.sent_at, a.answer, coalesce(a.refused_at, i.decided_at) as refused_at,
               case when a.refused_at is null then i.reason_codes else a.refused_reasons end as "reasons!",
               case when a.refused_at is null then i.message else a.refused_message end as "message!"
        from appeals a join review_items i on i.id = a.item_id where i.revision_id = $1
        "#,
        revision_id,
    );
    Ok(row.fetch_optional(db).await?.map(|row| Appeal {
        words: row.words,
        sent_at: row.sent_at,
        answer: row.answer,
        reasons: reason::of_words(&row.reasons),
        message: row.message,
        refused_at: row.refused_at,
    }))
}

/// Puts the refused revision back into the line with its author's words. False if it is not refused, not any more, or
/// was appealed before; whoever calls holds the submission.
pub async fn appeal(conn: &mut PgConnection, revision_id: i64, words: &str) -> sqlx::Result<bool> {
    let made = sqlx::query!(
        r#"
        insert into appeals (item_id, words, refused_by)
        select id, $2, decided_by from review_items
        where revision_id = $1 and state = 'rejected' and kind in ('submission', 'amendment')
        on conflict (item_id) do nothing
        "#,
        revision_id,
        words,
    )
    .execute(&mut *conn)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "update review_items set state = 'appealed', version = version + 1 where revision_id = $1",
        revision_id,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// Erases what holds a draft and no version, as nothing was ever sent or all of it was refused, and under whose link
/// nobody did anything for [`KEPT_DAYS`] days; for [`EMPTY_DAYS`] days where the draft is empty.
pub async fn erase_forgotten(db: &PgPool) -> sqlx::Result<u64> {
    let erased = sqlx::query!(
        r#"
        delete from submissions s
        where state in ('draft', 'not_published') and greatest(link_used_on, (created_at at time zone 'utc')::date) < site_today() - case when draft_version = 0 then $2::int else $1::int end
          and not exists (select from submission_revisions where submission_id = s.id)
        "#,
        KEPT_DAYS,
        EMPTY_DAYS,
    );
    Ok(erased.execute(db).await?.rows_affected())
}

/// Erases what was refused more than [`KEPT_DAYS`] days ago: the version, and the whole submission where nothing else is
/// in it. While an appeal is open it stays. What was decided stays in the log, which holds no words.
pub async fn erase_refused(db: &PgPool) -> sqlx::Result<u64> {
    let mut tx = db.begin().await?;
    let over = sqlx::query_scalar!(
        r#"
        select distinct i.submission_id as "id!" from review_items i join submissions s on s.id = i.submission_id
        where i.state in ('rejected', 'upheld') and i.revision_id is distinct from s.live_revision_id
          and i.kind in ('submission', 'amendment') and i.decided_at < now() - make_interval(days => $1)
        "#,
        KEPT_DAYS,
    );
    let over = over.fetch_all(&mut *tx).await?;
    // The submission first, as everybody does who changes both; then what is still so.
    sqlx::query!("select id from submissions where id = any($1) order by id for update", &over)
        .fetch_all(&mut *tx)
        .await?;
    let erased = sqlx::query!(
        r#"
        delete from submission_revisions r using review_items i, submissions s
        where i.revision_id = r.id and s.id = r.submission_id and r.submission_id = any($2)
          and i.state in ('rejected', 'upheld') and r.id is distinct from s.live_revision_id
          and i.decided_at < now() - make_interval(days => $1)
        "#,
        KEPT_DAYS,
        &over,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        delete from submissions s
        where id = any($1) and draft is null and not exists (select from submission_revisions where submission_id = s.id)
        "#,
        &over,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(erased.rows_affected())
}
