//! The addresses that authors left. They are kept apart from the reports, and go without a trace.

use crate::{mail, submissions::contact::Contact, values::SubmissionId};
use sqlx::{PgConnection, PgExecutor};

pub async fn find(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Option<Contact>> {
    sqlx::query_as!(
        Contact,
        r#"
        select email, confirmed_at is not null as "is_confirmed!",
               exists (select from outbox where submission_id = $1 and kind = 'confirmation' and on_day = site_today())
                   as "asked_today!",
               coalesce(asking.state in ('handed_over', 'sent'), false) as "is_written_to!",
               coalesce(asking.state = 'given_up', false) as "has_failed!",
               case when last.state = 'given_up' then last.created_at end as undelivered,
               coalesce(last.failure, '') as "why!"
        from submission_contacts
        left join lateral (
            select state from outbox where submission_id = $1 and kind = 'confirmation' order by on_day desc limit 1
        ) asking on true
        left join lateral (
            select state, created_at, failure from outbox
            where submission_id = $1 and state in ('handed_over', 'sent', 'given_up') and failure <> $2
            order by created_at desc, id limit 1
        ) last on true
        where submission_id = $1
        "#,
        submission_id.0,
        mail::NOTHING_LEFT,
    )
    .fetch_optional(db)
    .await
}

/// Keeps the address; with the one before it go the letters to that. Of a new one the owner is asked whether it is theirs,
/// where `ask` says so.
pub async fn keep(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    email: &str,
    ask: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from submission_contacts where submission_id = $1 and email <> $2",
        submission_id.0,
        email
    )
    .execute(&mut *conn)
    .await?;
    let kept = sqlx::query!(
        "insert into submission_contacts (submission_id, email) values ($1, $2) on conflict do nothing",
        submission_id.0,
        email,
    );
    let is_new = kept.execute(&mut *conn).await?.rows_affected() == 1;
    if is_new && ask {
        mail::ask(conn, submission_id).await?;
    }
    Ok(())
}

pub async fn forget(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!("delete from submission_contacts where submission_id = $1", submission_id.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The submissions with which an address of these mailboxes was left, those included in which it is only written down yet.
pub async fn left_with(conn: &mut PgConnection, mailboxes: &[String]) -> sqlx::Result<Vec<SubmissionId>> {
    sqlx::query_scalar!(
        r#"
        select id from submissions s
        where exists (select from submission_contacts where submission_id = s.id and mailbox_of(email) = any($1))
           or exists (select from jsonb_array_elements(s.draft) typed
                      where typed ->> 0 = 'email' and mailbox_of(btrim(typed ->> 1)) = any($1))
        order by id
        "#,
        mailboxes,
    )
    .fetch_all(conn)
    .await
}
