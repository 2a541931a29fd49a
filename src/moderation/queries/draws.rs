//! What was drawn by lot for a proof.

use crate::{
    moderation::{log::Period, signals::draws::DAYS_TO_SHOW},
    values::{ItemId, PathId, SubmissionId},
};
use sqlx::{PgExecutor, PgPool};
use time::OffsetDateTime;

/// Whether a proof that supports the report's sums was seen.
pub async fn is_proved(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (select from evidence_items where submission_id = $1 and result in ('supports', 'partly_supports')) as "is!"
        "#,
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// Whether somebody from the same network took back what was drawn of this path, or one of these look-alikes was drawn and not
/// proved.
pub async fn was_drawn_before(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
    path_id: PathId,
    alike: &[ItemId],
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from proof_draws d
            where d.submission_id <> $1 and d.result <> 'proved'
              and (d.path_id = $2 and d.number = (select number from submission_origins where submission_id = $1)
                       and not exists (select from submissions s where s.id = d.submission_id and s.state <> 'withdrawn')
                   or d.submission_id in (select submission_id from review_items where id = any($3)))
        ) as "was!"
        "#,
        submission_id.0,
        path_id.0,
        alike as _,
    )
    .fetch_one(db)
    .await
}

/// Notes what was drawn; a further version takes the place of the one before. What was taken back, or refused before anybody
/// asked or while there was time to show something, and is sent again is open again.
pub async fn keep_draw(
    db: impl PgExecutor<'_>,
    ticket: &str,
    submission_id: SubmissionId,
    item: ItemId,
    path_id: PathId,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into proof_draws (ticket, submission_id, item_id, path_id, number)
        values ($1, $2, $3, $4, (select number from submission_origins where submission_id = $2))
        on conflict (ticket) do update set item_id = excluded.item_id, result = 'open', settled_at = null
        where proof_draws.result in ('open', 'withdrew', 'not_asked')
           or proof_draws.result = 'could_not' and proof_draws.asked_at > now() - make_interval(days => $5)
        "#,
        ticket,
        submission_id.0,
        item.0,
        path_id.0,
        i32::try_from(DAYS_TO_SHOW).unwrap_or(i32::MAX),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// When the author of this item was asked, if it was drawn and nothing was shown yet. What a refusal settled counts for nothing
/// here: the item may be open again.
pub async fn owed(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<Option<Option<OffsetDateTime>>> {
    sqlx::query_scalar!(
        r#"
        select asked_at from proof_draws d
        where item_id = $1
          and not exists (select from evidence_items e where e.submission_id = d.submission_id and e.checked_on >= d.drawn_at::date)
        "#,
        item.0,
    )
    .fetch_optional(db)
    .await
}

/// Whether the checks, which draw the lots, have seen the item.
pub async fn is_examined(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from review_items where id = $1 and examined_at is not null) as "is!""#,
        item.0,
    )
    .fetch_one(db)
    .await
}

/// Notes that the author of something drawn was asked; of anything else nothing.
pub async fn note_asked(db: impl PgExecutor<'_>, item: ItemId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update proof_draws set asked_at = coalesce(asked_at, now()), result = 'open', settled_at = null
        where item_id = $1 and result <> 'proved'
        "#,
        item.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes what came of the draws that are over, and forgets the networks of those that are older than such numbers are kept. What was
/// decided and waits again, as its refusal was appealed against or taken back, is not over.
pub async fn settle_draws(db: &PgPool, origin_days: i32) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update proof_draws d set result = 'open', settled_at = null
        from review_items i join submissions s on s.id = i.submission_id
        where i.id = d.item_id and i.state in ('queued', 'claimed', 'appealed') and s.state <> 'withdrawn'
          and d.result in ('could_not', 'withdrew', 'not_asked')
        "#,
    )
    .execute(db)
    .await?;
    sqlx::query!(
        r#"
        update proof_draws d
        set result = came.result, settled_at = now(),
            asked_at = case came.result when 'proved' then coalesce(d.asked_at, now()) else d.asked_at end
        from (
            select o.id, case
                when exists (select from evidence_items e where e.submission_id = o.submission_id
                             and e.checked_on >= o.drawn_at::date and e.result in ('supports', 'partly_supports')) then 'proved'
                when s.id is null or s.state = 'withdrawn' or i.id is null or i.state = 'withdrawn' and newer.examined
                    then case when o.asked_at is null then 'not_asked' else 'withdrew' end
                when i.state in ('approved', 'overturned', 'rejected', 'upheld')
                    then case when o.asked_at is null then 'not_asked' else 'could_not' end
            end as result
            from proof_draws o
            left join submissions s on s.id = o.submission_id
            left join review_items i on i.id = o.item_id
            cross join lateral (
                select exists (select from review_items n where n.submission_id = o.submission_id and n.id > o.item_id
                               and n.revision_id is not null and n.examined_at is not null) as examined
            ) newer
            where o.result = 'open'
        ) came
        where came.id = d.id and came.result is not null
        "#,
    )
    .execute(db)
    .await?;
    sqlx::query!(
        "update proof_draws set number = null where number is not null and drawn_at < now() - make_interval(days => $1)",
        origin_days,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Those who were asked, by the quarter in which they were, the oldest first.
pub async fn drawn_by_quarter(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Period>> {
    sqlx::query_as!(
        Period,
        r#"
        select quarter as "from!", quarter as "to!", count(*) as "asked!", count(*) filter (where result = 'proved') as "proved!",
               count(*) filter (where result = 'could_not') as "could_not!",
               count(*) filter (where result = 'withdrew') as "withdrew!", count(*) filter (where result = 'open') as "open!"
        from (select to_char(asked_at at time zone 'utc', 'YYYY "Q"Q') as quarter, result from proof_draws
              where asked_at is not null) as asked
        group by quarter order by quarter
        "#,
    )
    .fetch_all(db)
    .await
}
