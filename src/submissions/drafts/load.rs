//! Where a draft comes from, and what it is read against.

use crate::{
    clock, limits, rates,
    reports::{Kind, Report},
    submissions::{
        Submission,
        form::{self, Choices, Draft, DraftContext},
        queries::{self, contacts, revision, update},
    },
    values::{RevisionId, SubmissionId},
    web::FormData,
};
use sqlx::PgConnection;

impl Draft {
    /// The draft that is being written; else the last revision with the answers told since, ready to be changed.
    pub async fn of(
        conn: &mut PgConnection,
        submission: &Submission,
        choices: &Choices,
    ) -> sqlx::Result<Self> {
        let told_up_to = match submission.draft {
            Some(_) => queries::last_in_draft(&mut *conn, submission.id).await?,
            None => update::last_live(&mut *conn, submission.id).await?,
        };
        Self::told_up_to(conn, submission, choices, told_up_to).await
    }

    /// The draft that is being written, as it was filled in when the answer of this number was the last that counted.
    pub async fn told_up_to(
        conn: &mut PgConnection,
        submission: &Submission,
        choices: &Choices,
        told_up_to: i32,
    ) -> sqlx::Result<Self> {
        let form = match (&submission.draft, submission.last_revision_id) {
            (Some(draft), _) => draft.0.clone(),
            (None, Some(last)) => {
                let report = revision::find(&mut *conn, last).await?;
                let email = contacts::find(&mut *conn, submission.id).await?.map(|contact| contact.email);
                match report {
                    Some(report) => {
                        let report = as_told(conn, submission.id, last, report, told_up_to).await?;
                        let mut form = form::refill(&report, email.as_deref(), choices);
                        form.set("path_other", revision::other_path(&mut *conn, last).await?);
                        form
                    }
                    None => FormData::default(),
                }
            }
            (None, None) => FormData::default(),
        };
        let began_on = match revision::first_sent_on(&mut *conn, submission.id).await? {
            Some(day) => day,
            None => clock::today(&mut *conn).await?,
        };
        let summed_up_to = if submission.kind == Kind::RegisteredStart { 0 } else { told_up_to };
        let answered_in = update::answered_in(conn, submission.id, summed_up_to).await?;
        Ok(Self { kind: submission.kind, form, began_on, told_up_to, answered_in })
    }
}

/// What to change: a plan as it was sent, an outcome with what was told since.
async fn as_told(
    conn: &mut PgConnection,
    id: SubmissionId,
    revision: RevisionId,
    report: Report,
    up_to: i32,
) -> sqlx::Result<Report> {
    match report.kind {
        Kind::RegisteredStart => Ok(report),
        Kind::ToldAfterwards => {
            Ok(update::with_updates_up_to(conn, id, revision, report, up_to).await?.report)
        }
    }
}

impl DraftContext {
    pub async fn load(conn: &mut PgConnection, draft: &Draft, choices: Choices) -> sqlx::Result<Self> {
        let currencies: Vec<_> = std::iter::once(draft.currency()).chain(draft.answered_in).collect();
        let rates = rates::known(&mut *conn, &currencies).await?;
        let what_ifs =
            if draft.is_start() { form::asked(&mut *conn, &draft.form).await? } else { Vec::new() };
        let proof_from = limits::thresholds(&mut *conn).await?.proof_from();
        Ok(Self { choices, rates, today: clock::today(conn).await?, proof_from, what_ifs })
    }
}
