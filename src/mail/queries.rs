//! Every statement about letters. Whether an address may be written to stands with the contact, which goes with them.

use super::{
    kind::{LetterKind, NOTHING_LEFT},
    masked,
};
use crate::values::{ClosedList as _, ItemId, LetterId, SubmissionId, closed_list};
use sqlx::PgExecutor;
use time::OffsetDateTime;

/// A letter whose time has come.
#[derive(Debug)]
pub struct Waiting {
    pub id: LetterId,
    pub submission_id: SubmissionId,
    pub kind: LetterKind,
    /// The item whose decision it tells of; 0 where it tells of none.
    pub item_id: ItemId,
    pub email: String,
}

/// A letter and the contact that it goes to.
#[derive(Debug, Clone)]
pub struct Letter {
    pub id: LetterId,
    pub submission_id: SubmissionId,
    pub kind: LetterKind,
    pub email: String,
    pub confirmed_at: Option<OffsetDateTime>,
}

/// A report that a letter is about.
#[derive(Debug)]
pub struct Report {
    pub submission_id: SubmissionId,
    pub reference: String,
    /// Of the follow-up that is due: 3, 6, 12 or 24; 0 where none is.
    pub months: i16,
}

/// Has the person behind the submission's address asked whether it may be written to, unless they said so, or were asked
/// today. True when they will be.
pub async fn ask(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<bool> {
    let asked = sqlx::query!(
        r#"
        insert into outbox (submission_id, kind, on_day)
        select submission_id, 'confirmation', site_today()
        from submission_contacts where submission_id = $1 and confirmed_at is null
        on conflict on constraint outbox_once do nothing
        "#,
        submission_id.0,
    );
    Ok(asked.execute(db).await?.rows_affected() == 1)
}

/// Makes a letter for each follow-up that is due, for those who said yes: one for each person and day, however many
/// reports of theirs are due on it. Who does not answer is not asked again, and after 60 days counts as silent.
pub async fn remind(db: impl PgExecutor<'_>) -> sqlx::Result<u64> {
    let made = sqlx::query!(
        r#"
        insert into outbox (submission_id, kind, on_day)
        select distinct on (addressee(c.email), f.due_on) c.submission_id, 'reminder', f.due_on
        from followups f
        join experiences e on e.submission_id = f.submission_id
        join submission_contacts c on c.submission_id = f.submission_id
        join submissions s on s.id = f.submission_id
        where c.confirmed_at is not null and not f.answered and f.due_on between site_today() - 60 and site_today()
          and f.due_on > coalesce(s.reminded_on, '-infinity')
          and not exists (
              select from outbox o join submission_contacts mine on mine.submission_id = o.submission_id
              where o.kind = 'reminder' and o.on_day = f.due_on and addressee(mine.email) = addressee(c.email))
        order by addressee(c.email), f.due_on, c.submission_id
        on conflict on constraint outbox_once do nothing
        "#,
    );
    Ok(made.execute(db).await?.rows_affected())
}

/// Makes the letter about a decision on this item as it stands now, if the address is confirmed.
pub async fn tell(
    db: impl PgExecutor<'_>,
    kind: LetterKind,
    submission_id: SubmissionId,
    item_id: ItemId,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into outbox (submission_id, kind, on_day, item_id, item_version)
        select c.submission_id, $1, site_today(), i.id, i.version
        from submission_contacts c join review_items i on i.id = $3
        where c.submission_id = $2 and c.confirmed_at is not null
        on conflict on constraint outbox_once do nothing
        "#,
        kind.word(),
        submission_id.0,
        item_id.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back the letters about this item that have not gone yet, when its decision is taken back.
pub async fn take_back(db: impl PgExecutor<'_>, item_id: ItemId) -> sqlx::Result<()> {
    sqlx::query!("delete from outbox where item_id = $1 and item_id <> 0 and state = 'waiting'", item_id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The letter that has been due longest.
pub async fn next(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"
        select o.id, o.submission_id, o.kind as "kind: _", o.item_id, c.email
        from outbox o join submission_contacts c on c.submission_id = o.submission_id
        where o.state = 'waiting' and o.due_at <= now()
        order by o.due_at, o.created_at, o.id limit 1
        "#,
    )
    .fetch_optional(db)
    .await
}

/// The report whose address the letter asks about; none once it was confirmed.
pub async fn unconfirmed(db: impl PgExecutor<'_>, letter: LetterId) -> sqlx::Result<Vec<Report>> {
    sqlx::query_as!(
        Report,
        r#"
        select s.id as submission_id, s.reference, 0::smallint as "months!"
        from outbox o
        join submission_contacts c on c.submission_id = o.submission_id
        join submissions s on s.id = o.submission_id
        where o.id = $1 and c.confirmed_at is null
        "#,
        letter.0,
    )
    .fetch_all(db)
    .await
}

/// The reports of which the letter's person still owes an answer since its day. For 60 days; none later, and none for a
/// letter of another kind.
pub async fn due_reports(db: impl PgExecutor<'_>, letter: LetterId) -> sqlx::Result<Vec<Report>> {
    sqlx::query_as!(
        Report,
        r#"
        select s.id as submission_id, s.reference, f.months as "months!"
        from outbox o
        join submission_contacts mine on mine.submission_id = o.submission_id
        join submission_contacts c on addressee(c.email) = addressee(mine.email) and c.confirmed_at is not null
        join followups f on f.submission_id = c.submission_id and f.due_on = o.on_day and not f.answered
        join experiences e on e.submission_id = c.submission_id
        join submissions s on s.id = c.submission_id
        where o.id = $1 and o.kind = 'reminder' and o.on_day >= site_today() - 60
        order by s.id
        "#,
        letter.0,
    )
    .fetch_all(db)
    .await
}

/// Notes that the letter's words are about to go to the mail server, and with each report that it reminds of, up to when its
/// author was reminded: that holds on when the letter is gone with its address. False when that is nobody's to do any more.
pub async fn hand_over(db: impl PgExecutor<'_>, letter: LetterId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        with mine as (
            update outbox set state = 'handed_over', handed_over_at = now()
            where id = $1 and state = 'waiting' returning submission_id, kind, on_day
        ), reminded as (
            update submissions s set reminded_on = greatest(s.reminded_on, mine.on_day)
            from mine
            join submission_contacts own on own.submission_id = mine.submission_id
            join submission_contacts c on addressee(c.email) = addressee(own.email) and c.confirmed_at is not null
            join followups f on f.submission_id = c.submission_id and f.due_on = mine.on_day and not f.answered
            where mine.kind = 'reminder' and s.id = c.submission_id
        )
        select exists (select from mine) as "mine!"
        "#,
        letter.0,
    )
    .fetch_one(db)
    .await
}

pub async fn sent(db: impl PgExecutor<'_>, letter: LetterId) -> sqlx::Result<()> {
    sqlx::query!(
        "update outbox set state = 'sent', attempts = attempts + 1, failure = '' where id = $1 and state = 'handed_over'",
        letter.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts the letter off: by a minute, then by twice as long each time, at most a day.
pub async fn postpone(db: impl PgExecutor<'_>, letter: LetterId, why: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update outbox set state = 'waiting', handed_over_at = null, attempts = attempts + 1, failure = $2,
               due_at = now() + least(make_interval(mins => (2 ^ least(attempts, 11))::int), interval '1 day')
        where id = $1 and state in ('waiting', 'handed_over')
        "#,
        letter.0,
        why,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn give_up(db: impl PgExecutor<'_>, letter: LetterId, why: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update outbox set state = 'given_up', attempts = attempts + 1, failure = $2
        where id = $1 and state in ('waiting', 'handed_over')
        "#,
        letter.0,
        why,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives up what nobody took within five days, as mail servers do themselves (RFC 5321 4.5.4.1), and gives the number. A
/// reminder is of use until its author counts as silent, and ends with that.
pub async fn give_up_old(db: impl PgExecutor<'_>) -> sqlx::Result<u64> {
    let old = sqlx::query!(
        r#"
        update outbox set state = 'given_up'
        where state = 'waiting' and kind <> 'reminder' and created_at < now() - interval '5 days'
        "#,
    );
    Ok(old.execute(db).await?.rows_affected())
}

/// Notes why it is not known what became of a letter that was handed over.
pub async fn note_failure(db: impl PgExecutor<'_>, letter: LetterId, why: &str) -> sqlx::Result<()> {
    sqlx::query!("update outbox set attempts = attempts + 1, failure = $2 where id = $1", letter.0, why)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn find(db: impl PgExecutor<'_>, letter: LetterId) -> sqlx::Result<Option<Letter>> {
    sqlx::query_as!(
        Letter,
        r#"
        select o.id, o.submission_id, o.kind as "kind: _", c.email, c.confirmed_at
        from outbox o join submission_contacts c on c.submission_id = o.submission_id where o.id = $1
        "#,
        letter.0,
    )
    .fetch_optional(db)
    .await
}

/// Confirms the address of this submission, if it is still the one that was written to. What was decided before and waits
/// for its author is told now.
pub async fn confirm(db: impl PgExecutor<'_>, submission_id: SubmissionId, email: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with confirmed as (
            update submission_contacts set confirmed_at = now()
            where submission_id = $1 and email = $2 and confirmed_at is null returning submission_id
        ), last as (
            select i.submission_id, i.id, i.version, case
                when i.state in ('queued', 'claimed') and i.held_since is not null then $3
                when i.state = 'changes_requested' then $4
                when i.state = 'rejected' then $5 end as kind
            from review_items i
            where i.id = (select max(id) from review_items
                          where submission_id = $1 and kind in ('submission', 'amendment'))
        )
        insert into outbox (submission_id, kind, on_day, item_id, item_version)
        select submission_id, kind, site_today(), id, version from confirmed join last using (submission_id)
        where kind is not null
        on conflict on constraint outbox_once do nothing
        "#,
        submission_id.0,
        email,
        LetterKind::ProofAsked.word(),
        LetterKind::ChangesAsked.word(),
        LetterKind::Refused.word(),
    )
    .execute(db)
    .await?;
    Ok(())
}

closed_list! {
    /// How a letter stands, for staff.
    pub enum Standing {
        Waiting = "waiting" => "Waits",
        /// The server has its words and did not answer.
        Unknown = "handed_over" => "Not known",
        Sent = "sent" => "Sent",
        Failed = "given_up" => "Failed",
    }
}

/// A letter as staff see it: to whom stands there only so far as it helps to mend what is wrong.
#[derive(Debug)]
pub struct Listed {
    pub kind: LetterKind,
    pub standing: Standing,
    pub reference: String,
    /// Such as `k…@example.org`.
    pub to: String,
    pub made_at: OffsetDateTime,
    /// When it is tried next; of use while it waits.
    pub due_at: OffsetDateTime,
    pub handed_over_at: Option<OffsetDateTime>,
    pub attempts: i32,
    /// The failure of the last attempt; empty when nothing went wrong.
    pub failure: String,
    /// How many stand so.
    pub total: i64,
}

/// Up to `most` letters of each standing, the newest first; of those that wait, what is tried next. What needed no
/// sending any more is left out.
pub async fn listed(db: impl PgExecutor<'_>, most: i64) -> sqlx::Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"
        select kind as "kind: LetterKind", state as "standing: Standing", reference, email, created_at, due_at, handed_over_at,
               attempts, failure, total as "total!"
        from (
            select o.*, s.reference, c.email, count(*) over (partition by o.state) as total,
                   row_number() over (partition by o.state order by
                       case when o.state = 'waiting' then o.due_at end, coalesce(o.handed_over_at, o.created_at) desc, o.id) as place
            from outbox o
            join submission_contacts c on c.submission_id = o.submission_id
            join submissions s on s.id = o.submission_id
            where o.failure <> $2
        ) placed
        where place <= $1
        order by state, place
        "#,
        most,
        NOTHING_LEFT,
    )
    .fetch_all(db)
    .await?;
    let letters = rows.into_iter().map(|row| Listed {
        kind: row.kind,
        standing: row.standing,
        reference: row.reference,
        to: masked::address(&row.email),
        made_at: row.created_at,
        due_at: row.due_at,
        handed_over_at: row.handed_over_at,
        attempts: row.attempts,
        failure: row.failure,
        total: row.total,
    });
    Ok(letters.collect())
}
