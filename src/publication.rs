//! A report put before readers: the one place that makes what is shown out of what was sent. Whoever calls this holds the
//! transaction in which the verdict and its line in the log are written, too.

use crate::{
    experiences::{self, Course},
    rates,
    reports::Kind,
    submissions::{self, State, revision, set_state, update},
    values::{ClosedList as _, Currency, ExperienceId, Month, Quarter, RevisionId, SubmissionId},
};
use sqlx::{PgConnection, PgPool};
use std::time::{Duration, Instant};
use time::Date;

/// So many reports are taken together when rows are written anew.
const STEP: i64 = 100;
/// A round of that ends after this, and goes on with the next.
const LONGEST_ROUND: Duration = Duration::from_secs(60);

/// Makes an approved revision the one that readers see, with what its author told since, and gives its experience's id. It
/// counts as confirmed on the day on which its author last did so, which may be long before somebody reads it.
pub async fn publish(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
) -> sqlx::Result<ExperienceId> {
    rates::hold(conn).await?;
    set_state(conn, submission_id, State::Published, Some(revision_id)).await?;
    let report = revision::find(&mut *conn, revision_id).await?.ok_or(sqlx::Error::RowNotFound)?;
    let told = update::with_updates(conn, submission_id, revision_id, report).await?;
    let confirmed_on = submissions::last_confirmed(&mut *conn, submission_id).await?;
    let id = experiences::publish(conn, submission_id, revision_id, &told.report, confirmed_on).await?;
    show_course(conn, submission_id).await?;
    Ok(id)
}

/// Shows a published report as it stands after an answer of its author came or went on this day; it is no amendment.
/// Nothing happens when it is not published.
pub async fn renew(conn: &mut PgConnection, submission_id: SubmissionId, day: Date) -> sqlx::Result<()> {
    rates::hold(conn).await?;
    let Some(told) = update::standing(conn, submission_id).await? else { return Ok(()) };
    experiences::renew(conn, submission_id, &told.report, day).await?;
    show_course(conn, submission_id).await
}

async fn show_course(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    let Some(live) = experiences::revision(&mut *conn, submission_id).await? else { return Ok(()) };
    let report = revision::find(&mut *conn, live).await?.ok_or(sqlx::Error::RowNotFound)?;
    let since = match report.kind {
        Kind::RegisteredStart => report.when.started_on,
        Kind::ToldAfterwards => Month::of(report.when.as_of),
    };
    let updates = update::updates(&mut *conn, submission_id).await?;
    let currencies: Vec<Currency> = updates.iter().map(|update| update.currency).collect();
    let rates = rates::known(&mut *conn, &currencies).await?;
    let mut plans = Vec::new();
    for plan in submissions::plans(&mut *conn, submission_id).await? {
        let report = revision::find(&mut *conn, plan.revision_id).await?;
        plans.extend(report.map(|report| (Quarter::of(plan.sent_at.date()), report)));
    }
    let plans = plans.iter().map(|(sent, report)| (*sent, report));
    experiences::keep_course(conn, submission_id, &Course::of(&updates, since, &rates, plans)).await
}

/// Writes the row of a published report anew from what was sent, in a transaction of its own.
async fn write_anew(db: &PgPool, submission_id: SubmissionId) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    submissions::lock(&mut tx, submission_id).await?;
    if let Some(day) = experiences::confirmed_on(&mut *tx, submission_id).await? {
        renew(&mut tx, submission_id, day).await?;
    }
    tx.commit().await
}

/// Turns the sums of published reports into dollars anew, as far as a rate of their currency is new or corrected: step by
/// step, for a minute or so. Figures follow by themselves.
pub async fn follow_rates(db: &PgPool) -> sqlx::Result<()> {
    let begin = Instant::now();
    while begin.elapsed() < LONGEST_ROUND
        && let Some(due) = rates::next_due(db).await?
    {
        let step = submissions::published_in(db, due.currency, due.done_up_to, STEP).await?;
        for submission_id in &step {
            write_anew(db, *submission_id).await?;
        }
        match step.last() {
            Some(last) => rates::go_on(db, &due, last.0).await?,
            None => rates::finish(db, &due).await?,
        }
        tracing::info!(
            currency = due.currency.label(),
            reports = step.len(),
            "turned sums into dollars at the rates in force"
        );
    }
    Ok(())
}

/// Writes anew the rows that a copy of the program from before has written: step by step, for a minute or so.
pub async fn catch_up(db: &PgPool) -> sqlx::Result<()> {
    let (begin, mut last, mut rows) = (Instant::now(), SubmissionId(i64::MIN), 0);
    while begin.elapsed() < LONGEST_ROUND {
        let step = experiences::behind(db, last, STEP).await?;
        let Some(newest) = step.last() else { break };
        last = *newest;
        for submission_id in &step {
            write_anew(db, *submission_id).await?;
        }
        rows += step.len();
    }
    if rows > 0 {
        tracing::info!(rows, "wrote public rows anew");
    }
    Ok(())
}
