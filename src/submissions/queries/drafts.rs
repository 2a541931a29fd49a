//! Drafts: how a submission begins, and its draft until that is sent.

use super::lock;
use crate::{
    reports::Kind,
    values::{ClosedList as _, SubmissionId},
    web::FormData,
};
use sqlx::{PgConnection, PgExecutor, types::Json};

pub async fn is_begun(db: impl PgExecutor<'_>, form_key_hash: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from submissions where form_key_hash = $1) as "begun!""#,
        form_key_hash,
    )
    .fetch_one(db)
    .await
}

/// A submission that is about to begin.
#[derive(Debug)]
pub struct Begun<'a> {
    pub reference: &'a str,
    pub secret_hash: &'a [u8],
    pub form_key_hash: &'a [u8],
    pub kind: Kind,
    pub suspicions: &'a [String],
}

/// Begins a submission with an empty draft. A form that began one already changes nothing.
pub async fn begin(db: impl PgExecutor<'_>, begun: &Begun<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into submissions (reference, secret_hash, form_key_hash, kind, draft, suspicions)
        values ($1, $2, $3, $4, '[]', $5)
        on conflict (form_key_hash) do nothing
        "#,
        begun.reference,
        begun.secret_hash,
        begun.form_key_hash,
        begun.kind.word(),
        begun.suspicions,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what is being written. The first time it was filled in from the last revision with the answers up to the number
/// `told_up_to` that count, of which a note is kept, as of those that the revision was filled in with itself.
pub async fn save_draft(
    conn: &mut PgConnection,
    id: SubmissionId,
    draft: &FormData,
    told_up_to: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions s set draft = $2, draft_version = draft_version + 1,
            draft_includes = case when draft is not null then draft_includes else array(
                select number from experience_updates where submission_id = s.id and state = 'live'
                and (number <= $3 or number = any (
                    (select includes from submission_revisions r where r.submission_id = s.id order by r.number desc limit 1)::int[]))
                order by number) end
        where id = $1
        "#,
        id.0,
        Json(draft) as _,
        told_up_to,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The number of the last answer in the sums of what is being written; 0 where none is.
pub async fn last_in_draft(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"
        select coalesce((select max(number) from unnest(draft_includes) as included (number)), 0) as "number!"
        from submissions where id = $1
        "#,
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// Makes a start one that is told afterwards. False when it was sent already, or is none.
pub async fn tell_afterwards(conn: &mut PgConnection, id: SubmissionId) -> sqlx::Result<bool> {
    let Some(submission) = lock(&mut *conn, id).await? else { return Ok(false) };
    if submission.kind != Kind::RegisteredStart || submission.last_revision_id.is_some() {
        return Ok(false);
    }
    sqlx::query!("update submissions set kind = $2 where id = $1", id.0, Kind::ToldAfterwards.word())
        .execute(conn)
        .await?;
    Ok(true)
}

/// Ends the writing: the draft has become a revision, and its author has said how things stand today. Whoever changes a
/// plan has not.
pub async fn finish_draft(conn: &mut PgConnection, id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions set draft = null,
            last_confirmed_on = case when kind = 'registered_start' and last_confirmed_on is not null
                                then last_confirmed_on else site_today() end
        where id = $1
        "#,
        id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn suspect(conn: &mut PgConnection, id: SubmissionId, suspicions: &[String]) -> sqlx::Result<()> {
    sqlx::query!("update submissions set suspicions = suspicions || $2 where id = $1", id.0, suspicions)
        .execute(conn)
        .await?;
    Ok(())
}
