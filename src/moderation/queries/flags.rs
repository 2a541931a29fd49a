//! Flags, as moderators read and answer them.

use crate::{
    flags::Effect,
    moderation::{
        flag::{Answer, Earlier, Flag},
        item::ItemId,
    },
    values::{AccountId, ClosedList as _},
};
use sqlx::{PgConnection, PgExecutor};

pub async fn flag(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<Flag>> {
    sqlx::query_as!(
        Flag,
        r#"
        select f.id, f.reference, f.reason as "reason: _", f.words, f.email, f.suspicions, f.state as "state: _", f.answer,
               f.to_author, f.submission_id, s.state as "submission_state?: _", c.slug as "case_slug?",
               case when f.submission_id is not null then '/experiences/' || e.id
                    when c.id is not null then '/cases/' || c.slug else '/paths/' || p.slug end as url
        from flags f
        join paths p on p.id = f.path_id
        left join case_studies c on c.id = f.case_study_id
        left join submissions s on s.id = f.submission_id
        left join experiences e on e.submission_id = f.submission_id
        where f.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// The other flags on the same report, case or path, the newest first, ten at most.
pub async fn earlier_flags(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Vec<Earlier>> {
    sqlx::query_as!(
        Earlier,
        r#"
        select i.id as "item: _", o.reason as "reason: _", o.state as "state: _", o.made_at, o.words, o.answer
        from flags f
        join flags o on o.id <> f.id and o.path_id = f.path_id and o.submission_id is not distinct from f.submission_id
            and o.case_study_id is not distinct from f.case_study_id
        join review_items i on i.flag_id = o.id
        where f.id = $1 order by o.made_at desc, o.id desc limit 10
        "#,
        id,
    )
    .fetch_all(db)
    .await
}

/// The flags on a report, the newest first.
pub async fn flags_of(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<Vec<Earlier>> {
    sqlx::query_as!(
        Earlier,
        r#"
        select i.id as "item: _", f.reason as "reason: _", f.state as "state: _", f.made_at, f.words, f.answer
        from flags f join review_items i on i.flag_id = f.id
        where f.submission_id = $1 order by f.made_at desc, f.id desc
        "#,
        submission_id,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug)]
pub struct Flagged {
    pub submission_id: i64,
    pub state: String,
    /// Empty while nothing is published.
    pub outcome_class: String,
    pub experience_id: Option<i64>,
}

/// Holds the flagged report until the transaction ends; none when the flag is about something else.
pub async fn hold_flagged(conn: &mut PgConnection, item: ItemId) -> sqlx::Result<Option<Flagged>> {
    sqlx::query_as!(
        Flagged,
        r#"
        select s.id as submission_id, s.state, coalesce(e.monthly_net_band, '') as "outcome_class!", e.id as "experience_id?"
        from review_items i
        join flags f on f.id = i.flag_id
        join submissions s on s.id = f.submission_id
        left join experiences e on e.submission_id = s.id
        where i.id = $1 for no key update of s
        "#,
        item.0,
    )
    .fetch_optional(conn)
    .await
}

/// Writes the answer if the item is still as `by` read it and `by` holds it; false when it is not.
pub async fn answer_flag(
    conn: &mut PgConnection,
    item: ItemId,
    version: i32,
    by: AccountId,
    answer: &Answer,
) -> sqlx::Result<bool> {
    let flag = sqlx::query_scalar!(
        r#"
        update review_items
        set state = $4, decided_at = now(), decided_by = $3, claimed_by = null, claimed_until = null,
            version = version + 1, message = $5
        where id = $1 and version = $2 and state = 'claimed' and claimed_by = $3 and flag_id is not null
        returning flag_id
        "#,
        item.0,
        version,
        by.0,
        if answer.effect.is_some() { "upheld" } else { "rejected" },
        answer.message,
    );
    let Some(flag) = flag.fetch_optional(&mut *conn).await? else { return Ok(false) };
    sqlx::query!(
        r#"
        update flags set state = $2, effect = $3, answer = $4, answered_at = now(), to_author = $5, corrected = $6
        where id = $1
        "#,
        flag,
        answer.state().word(),
        answer.effect.map(Effect::word),
        answer.message,
        answer.to_author,
        answer.corrected,
    )
    .execute(conn)
    .await?;
    Ok(true)
}
