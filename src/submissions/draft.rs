use super::{
    Choices, Submission, contact,
    form::{self, Step},
    queries, revision, update,
    what_if::{self, WhatIf},
};
use crate::{
    clock, limits,
    reports::{Kind, Plan, Report},
    values::{Cents, ClosedList as _, Currency},
    web::FormData,
};
use sqlx::PgConnection;
use time::Date;

/// The answers of a report as typed, right or wrong.
#[derive(Debug, Clone)]
pub struct Draft {
    pub kind: Kind,
    pub form: FormData,
    /// The day on which it was first sent, or today: a start is not dated back further than from here. A draft that waits
    /// until its outcome is known is no start any more.
    pub began_on: Date,
    /// The number of the last answer in its sums; what is let through after that is added to whatever becomes of it.
    pub told_up_to: i32,
    /// In which currency the last answer that is not in its sums was given, and whether a rate of it was known.
    pub answered_in: Option<(Currency, bool)>,
}

/// What a draft is read against.
#[derive(Debug, Clone)]
pub struct Given {
    pub choices: Choices,
    /// US dollars for one unit of the draft's currency; none when no rate is known.
    pub usd_rate: Option<f64>,
    pub today: Date,
    /// The sum a month, after costs, above which proof may be asked for; in US dollars.
    pub proof_from: Cents,
    /// What somebody who begins is asked to think of; empty for what is told afterwards.
    pub what_ifs: Vec<WhatIf>,
}

/// One thing to mend, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub step: Step,
    pub field: &'static str,
    pub words: String,
}

impl Draft {
    /// What is being written; else the last revision with what was told since, ready to be changed.
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

    /// The same as it was filled in when the answer of this number was the last that counted.
    pub async fn told_up_to(
        conn: &mut PgConnection,
        submission: &Submission,
        choices: &Choices,
        told_up_to: i32,
    ) -> sqlx::Result<Self> {
        let form = match (&submission.draft, submission.last_revision_id) {
            (Some(draft), _) => draft.clone(),
            (None, Some(last)) => {
                let report = revision::find(&mut *conn, last).await?;
                let email = contact::find(&mut *conn, submission.id).await?.map(|contact| contact.email);
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

    pub fn is_start(&self) -> bool {
        self.kind == Kind::RegisteredStart
    }

    pub fn currency(&self) -> Currency {
        Currency::from_word(self.form.value("currency")).unwrap_or(Currency::Usd)
    }
}

/// What to change: a plan as it was sent, an outcome with what was told since.
async fn as_told(
    conn: &mut PgConnection,
    id: i64,
    revision: i64,
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

impl Given {
    pub async fn load(conn: &mut PgConnection, draft: &Draft, choices: Choices) -> sqlx::Result<Self> {
        let usd_rate = queries::usd_rate(&mut *conn, draft.currency()).await?;
        let what_ifs = if draft.is_start() { what_if::asked(&mut *conn, draft).await? } else { Vec::new() };
        let proof_from = Cents(limits::thresholds(&mut *conn).await?.proof_from_cents());
        Ok(Self { choices, usd_rate, today: clock::today(conn).await?, proof_from, what_ifs })
    }
}

/// The report that the draft's answers make, or everything that is wrong with them, page after page.
pub fn assemble(draft: &Draft, given: &Given) -> Result<Report, Vec<Complaint>> {
    let what = form::what::read(draft, given);
    let when = form::when::read(draft, given);
    let dates = when.as_ref().ok().map(|part| &part.when);
    let money = form::money::read(draft, given, dates);
    let story = form::story::read(draft, given, dates);
    let consent = form::consent::read(draft);
    match (what, when, money, story, consent) {
        (Ok(what), Ok(when), Ok(money), Ok(story), Ok(consent)) => Ok(Report {
            kind: draft.kind,
            path_id: what.path_id,
            variant_id: what.variant_id,
            who: when.who,
            what: what.what,
            when: when.when,
            effort: money.effort,
            money: money.money,
            seller: money.seller,
            story: story.story,
            consent: consent.consent,
            plan: Plan { premortem: story.premortem, ..money.plan },
        }),
        _ => Err(form::complaints(draft, given)),
    }
}
