//! How invented reports come into the tables: on the way of all others, only quicker.

use super::{
    MARK,
    chance::nobodys_secret,
    report::{PathRow, Sample},
    support,
};
use crate::{
    accounts, publication,
    submissions::{State, revision, set_state, update},
    values::{ClosedList as _, ExperienceId, ItemId, RevisionId, SubmissionId, VariantId},
};
use sqlx::{PgConnection, PgExecutor};

pub async fn has_marked(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from submissions where starts_with(reference, $1)) as "is!""#,
        MARK
    )
    .fetch_one(db)
    .await
}

/// Whether there is anything that somebody sent or began to write.
pub async fn has_others(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from submissions where not starts_with(reference, $1)) as "is!""#,
        MARK
    )
    .fetch_one(db)
    .await
}

pub async fn path(db: impl PgExecutor<'_>, slug: &str) -> sqlx::Result<Option<PathRow>> {
    sqlx::query_as!(
        PathRow,
        r#"
        select id, array(select v.id from path_variants v where v.path_id = p.id order by v.position, v.id) as "variant_ids!: Vec<VariantId>"
        from paths p where slug = $1
        "#,
        slug,
    )
    .fetch_optional(db)
    .await
}

/// Sends, approves and publishes a report.
pub async fn published(conn: &mut PgConnection, number: usize, sample: &Sample) -> sqlx::Result<()> {
    let sent = send(conn, number, sample).await?;
    let item = approve(conn, sent.revision, sample, number).await?;
    support::add(conn, sent, sample, number).await?;
    let experience = publication::publish(conn, sent.submission, sent.revision).await?;
    sqlx::query!(
        "update experiences set published_at = $2::date + interval '9 hours' where id = $1",
        experience.0,
        sample.on,
    )
    .execute(&mut *conn)
    .await?;
    log(conn, item, sent.submission, experience, sample).await
}

/// Sends a report, which then waits for a moderator.
pub async fn waiting(conn: &mut PgConnection, number: usize, sample: &Sample) -> sqlx::Result<()> {
    let sent = send(conn, number, sample).await?;
    // Spread over the last three days.
    let hours = i32::try_from(number % 40).unwrap_or_default() * 2 + 1;
    sqlx::query!(
        "update review_items set queued_at = now() - make_interval(hours => $2) where revision_id = $1",
        sent.revision.0,
        hours,
    )
    .execute(&mut *conn)
    .await?;
    set_state(conn, sent.submission, State::Submitted, None).await
}

/// A report that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    pub submission: SubmissionId,
    pub revision: RevisionId,
}

pub async fn send(conn: &mut PgConnection, number: usize, sample: &Sample) -> sqlx::Result<Sent> {
    let submission = sqlx::query_scalar!(
        r#"
        insert into submissions (reference, secret_hash, form_key_hash, kind, suspicions, created_at, last_confirmed_on)
        values ($1, $2, $3, $4, $5, $6::date, $6)
        returning id
        "#,
        format!("{MARK}{number:04}"),
        &nobodys_secret()?,
        &nobodys_secret()?,
        sample.report.kind.word(),
        &sample.suspicions,
        sample.on,
    )
    .fetch_one(&mut *conn)
    .await?;
    let revision = revision::insert(conn, submission, 1, &sample.report).await?;
    Ok(Sent { submission, revision })
}

/// The review item's id.
async fn approve(
    conn: &mut PgConnection,
    revision: RevisionId,
    sample: &Sample,
    number: usize,
) -> sqlx::Result<ItemId> {
    sqlx::query_scalar!(
        r#"
        update review_items
        set state = 'approved', version = version + 1, queued_at = $2::date - interval '20 hours', decided_at = $2::date,
            decided_by = (select id from accounts where name = $3)
        where revision_id = $1
        returning id
        "#,
        revision.0,
        sample.on,
        accounts::DEMO_PEOPLE[number % accounts::DEMO_PEOPLE.len()].0,
    )
    .fetch_one(conn)
    .await
}

async fn log(
    conn: &mut PgConnection,
    item: ItemId,
    submission: SubmissionId,
    experience: ExperienceId,
    sample: &Sample,
) -> sqlx::Result<()> {
    let told = update::standing(&mut *conn, submission).await?.ok_or(sqlx::Error::RowNotFound)?;
    sqlx::query!(
        r#"
        insert into moderation_events (at, item_id, submission_id, account_id, role, handle, action, path_id,
            outcome_class, experience_id, public_from)
        select $2::date, i.id, i.submission_id, a.id, a.role, a.handle, 'approved', $3, $4, $5, $2::date
        from review_items i join accounts a on a.id = i.decided_by where i.id = $1
        "#,
        item.0,
        sample.on,
        sample.report.path_id.0,
        told.report.figures().monthly_net_band.word(),
        experience.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
