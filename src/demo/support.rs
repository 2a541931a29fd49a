//! Evidence for the grades of invented reports, so that the public rule itself gives them.

use super::{chance::nobodys_secret, report::Sample, rows::Sent};
use crate::{
    accounts,
    reports::{Grade, Status},
    values::{ClosedList as _, SubmissionId},
};
use sqlx::PgConnection;
use time::{Date, Duration};

/// Gives a report that is about to be published what its grade asks for.
pub async fn add(conn: &mut PgConnection, sent: Sent, sample: &Sample, number: usize) -> sqlx::Result<()> {
    match sample.grade {
        Grade::A => {
            proof(conn, sent, sample, number + 1).await?;
            follow_ups(conn, sent.submission, sample).await
        }
        Grade::B => proof(conn, sent, sample, number).await,
        Grade::C => follow_ups(conn, sent.submission, sample).await,
        Grade::D => come_back(conn, sent.submission, sample.on).await,
        Grade::E => Ok(()),
    }
}

/// A proof seen by one of the moderators, whom `place` chooses.
async fn proof(conn: &mut PgConnection, sent: Sent, sample: &Sample, place: usize) -> sqlx::Result<()> {
    let kinds = ["payout_statement", "invoice", "platform_dashboard"];
    sqlx::query!(
        r#"
        insert into evidence_items (submission_id, revision_id, kind, result, note, checked_by, checked_on, form_key_hash)
        select $1, $2, $3, 'supports', 'Sample proof: nothing was looked at.', id, $5, $6 from accounts where name = $4
        "#,
        sent.submission.0,
        sent.revision.0,
        kinds[place % kinds.len()],
        accounts::DEMO_PEOPLE[place % accounts::DEMO_PEOPLE.len()].0,
        sample.on,
        &nobodys_secret()?,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Two answers with nothing new in them, seventy days apart, which a moderator read.
async fn follow_ups(conn: &mut PgConnection, submission: SubmissionId, sample: &Sample) -> sqlx::Result<()> {
    let still = match sample.report.when.status {
        Status::Trying | Status::Earning => "yes",
        Status::Paused => "paused",
        Status::StoppedBeforeIncome | Status::StoppedAfterIncome => "stopped",
    };
    for (number, days) in [(1, 70), (2, 0)] {
        sqlx::query!(
            r#"
            with told as (
                insert into experience_updates (submission_id, number, form_key_hash, sent_at, as_of, still_doing, revenue,
                    costs, currency, hours, via, state)
                values ($1, $2, $3, $4::date, $4, $5, 0, 0, $6, 0, 'link', 'live') returning id
            )
            insert into review_items (kind, submission_id, update_id, state, queued_at, decided_at, decided_by, examined_at)
            select 'update', $1, told.id, 'approved', $4::date - interval '20 hours', $4::date, a.id, $4::date
            from told, accounts a where a.name = $7
            "#,
            submission.0,
            number,
            &nobodys_secret()?,
            sample.on - Duration::days(days),
            still,
            sample.report.money.currency.word(),
            accounts::DEMO_PEOPLE[0].0,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Something was sent under the private link when the report was begun, and twelve days later.
async fn come_back(conn: &mut PgConnection, submission: SubmissionId, on: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "update submissions set created_at = created_at - interval '12 days', link_used_on = $2 where id = $1",
        submission.0,
        on,
    )
    .execute(conn)
    .await?;
    Ok(())
}
