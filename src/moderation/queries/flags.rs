//! Flags, as moderators read and answer them.

use crate::{
    flags::Effect,
    moderation::decisions::flag::{Answer, Earlier, Flag},
    values::{ClosedList as _, FlagId, ItemId, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor};

pub async fn flag(db: impl PgExecutor<'_>, id: FlagId) -> sqlx::Result<Option<Flag>> {
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
        id.0,
    )
    .fetch_optional(db)
    .await
}

/// The other flags on the same report, case or path, the newest first, ten at most.
pub async fn earlier_flags(db: impl PgExecutor<'_>, id: FlagId) -> sqlx::Result<Vec<Earlier>> {
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
        id.0,
    )
    .fetch_all(db)
    .await
}

/// The flags on a report, the newest first.
pub async fn flags_of(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Vec<Earlier>> {
    sqlx::query_as!(
        Earlier,
        r#"
        select i.id as "item: _", f.reason as "reason: _", f.state as "state: _", f.made_at, f.words, f.answer
        from flags f join review_items i on i.flag_id = f.id
        where f.submission_id = $1 order by f.made_at desc, f.id desc
        "#,
        submission_id.0,
    )
    .fetch_all(db)
    .await
}

/// Keeps what was answered to the flag that this item is about; false when it is about none.
pub async fn answer_flag(conn: &mut PgConnection, item: ItemId, answer: &Answer) -> sqlx::Result<bool> {
    let answered = sqlx::query!(
        r#"
        update flags set state = $2, effect = $3, answer = $4, answered_at = now(), to_author = $5, corrected = $6
        where id = (select flag_id from review_items where id = $1)
        "#,
        item.0,
        answer.state().word(),
        answer.effect.map(Effect::word),
        answer.message,
        answer.to_author,
        answer.corrected,
    );
    Ok(answered.execute(conn).await?.rows_affected() == 1)
}
