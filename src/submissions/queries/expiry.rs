//! The end of what was refused for good, and of drafts that were left behind.

use sqlx::PgPool;

/// Days for which a refused version is kept after its last decision, and a draft after its author last opened it.
pub const KEPT_DAYS: i32 = 90;

/// How many days a report is kept that was begun and in which nothing was ever saved.
pub const EMPTY_DAYS: i32 = 7;

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
    sqlx::query!("select id from submissions where id = any($1) order by id for update", &over as _)
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
        &over as _,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        delete from submissions s
        where id = any($1) and draft is null and not exists (select from submission_revisions where submission_id = s.id)
        "#,
        &over as _,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(erased.rows_affected())
}
