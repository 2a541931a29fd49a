//! The address that an author left to be written to. It is kept apart from the report, and goes without a trace.

use super::{
    link::{self, Link},
    queries,
};
use crate::{
    mail,
    state::AppState,
    values::Email,
    web::{Result, Visitor},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::{PgConnection, PgExecutor, PgPool};
use time::OffsetDateTime;

#[derive(Debug)]
pub struct Contact {
    pub email: String,
    /// Whether its owner said that it is theirs.
    pub is_confirmed: bool,
    /// Whether its owner was asked that today, or is about to be.
    pub asked_today: bool,
    /// Whether a mail server took the letter that asks.
    pub is_written_to: bool,
    /// Whether none did, for good.
    pub has_failed: bool,
    /// The last letter to it about this report, if it could not be delivered.
    pub undelivered: Option<Undelivered>,
}

/// A letter that was given up.
#[derive(Debug)]
pub struct Undelivered {
    pub made_at: OffsetDateTime,
    /// What the mail server said; empty when none was reached.
    pub why: String,
}

impl Contact {
    /// Whether a letter that asks its owner is on its way or there.
    pub fn is_asked(&self) -> bool {
        self.asked_today && !self.is_confirmed && !self.has_failed
    }

    /// How far its owner is from saying yes.
    pub fn standing(&self) -> &'static str {
        match self {
            Self { is_confirmed: true, .. } => {
                "You confirmed it: we tell you there what is decided, and remind you of follow-ups."
            }
            Self { has_failed: true, .. } => {
                "Our email to it was not taken, so we send no others. Is it right?"
            }
            Self { is_written_to: true, asked_today: true, .. } => {
                "We sent an email there: say yes in it, and we tell you there what is decided, and remind you of follow-ups."
            }
            Self { asked_today: true, .. } => {
                "An email to it is on its way: say yes in it, and we tell you there what is decided, and remind you of follow-ups."
            }
            _ => "It is not confirmed yet, so we send no emails but the one that asks.",
        }
    }
}

pub async fn find(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<Option<Contact>> {
    let row = sqlx::query!(
        r#"
        select email, confirmed_at is not null as "is_confirmed!",
               exists (select from outbox where submission_id = $1 and kind = 'confirmation' and on_day = site_today())
                   as "asked_today!",
               coalesce(asking.state in ('handed_over', 'sent'), false) as "is_written_to!",
               coalesce(asking.state = 'given_up', false) as "has_failed!",
               case when last.state = 'given_up' then last.created_at end as undelivered_at, last.failure as "why?"
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
        submission_id,
        mail::NOTHING_LEFT,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Contact {
        email: row.email,
        is_confirmed: row.is_confirmed,
        asked_today: row.asked_today,
        is_written_to: row.is_written_to,
        has_failed: row.has_failed,
        undelivered: row
            .undelivered_at
            .map(|made_at| Undelivered { made_at, why: row.why.unwrap_or_default() }),
    }))
}

/// Keeps the address; with the one before it go the letters to that. Of a new one the owner is asked whether it is theirs,
/// where `ask` says so.
pub async fn keep(conn: &mut PgConnection, submission_id: i64, email: &str, ask: bool) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from submission_contacts where submission_id = $1 and email <> $2",
        submission_id,
        email
    )
    .execute(&mut *conn)
    .await?;
    let kept = sqlx::query!(
        "insert into submission_contacts (submission_id, email) values ($1, $2) on conflict do nothing",
        submission_id,
        email,
    );
    let is_new = kept.execute(&mut *conn).await?.rows_affected() == 1;
    if is_new && ask {
        mail::ask(conn, submission_id).await?;
    }
    Ok(())
}

pub async fn forget(conn: &mut PgConnection, submission_id: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from submission_contacts where submission_id = $1", submission_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The submissions with which an address of these mailboxes was left, those included in which it is only written down yet.
pub async fn left_with(conn: &mut PgConnection, mailboxes: &[String]) -> sqlx::Result<Vec<i64>> {
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

/// Deletes the address, and takes it out of what is being written, too. False when the submission is gone.
pub async fn forget_everywhere(conn: &mut PgConnection, submission_id: i64) -> sqlx::Result<bool> {
    let Some(submission) = queries::lock(conn, submission_id).await? else { return Ok(false) };
    forget(conn, submission_id).await?;
    if let Some(draft) = submission.draft {
        let without = draft.merged(&Default::default(), &["email", "may_contact"]);
        queries::save_draft(conn, submission_id, &without, 0).await?;
    }
    Ok(true)
}

/// `POST /m/{secret}/forget-address`
pub async fn forget_address(link: Link, State(db): State<PgPool>) -> Result<Response> {
    let mut tx = db.begin().await?;
    if !forget_everywhere(&mut tx, link.submission.id).await? {
        return Ok(link::unknown());
    }
    tx.commit().await?;
    Ok(Redirect::to(&link.secret.url("")).into_response())
}

/// `POST /m/{secret}/confirm-address`: asks its owner once more, at most once a day.
pub async fn ask_again(link: Link, visitor: Visitor, State(state): State<AppState>) -> Result<Redirect> {
    let AppState { db, mail, limits, .. } = state;
    let contact = find(&db, link.submission.id).await?.filter(|contact| !contact.asked_today);
    if let Some(contact) = contact
        && let Ok(email) = Email::parse(&contact.email)
        && mail::may_ask(&db, &mail, &limits, visitor, &email).await?
    {
        mail::ask(&db, link.submission.id).await?;
    }
    Ok(Redirect::to(&link.secret.url("")))
}
