//! The page of a private link once the report is sent: the plan, the follow-ups and their answers.

use crate::{
    clock,
    reports::{Kind, PLAN_OPEN_HOURS, Report, Update, UpdateState},
    submissions::{
        ReviewState, Sent, Submission,
        queries::{self, Due, revision, update},
    },
};
use sqlx::PgPool;
use time::{Date, Duration, OffsetDateTime};

#[derive(Debug)]
pub struct GoingOn {
    pub plan: Option<OwnPlan>,
    pub due: Vec<Due>,
    /// The newest first.
    pub updates: Vec<Update>,
    today: Date,
}

/// The plan of somebody, for themselves to read again.
#[derive(Debug)]
pub struct OwnPlan {
    /// Until when it may be changed without a trace.
    pub freezes_at: OffsetDateTime,
    pub is_frozen: bool,
    /// Each fact's name and what it says: as it froze, or as it was sent last while nobody has let one through.
    pub facts: Vec<(&'static str, String)>,
    /// Differences in the last version sent, unless it was refused.
    pub changes: Vec<(&'static str, String)>,
    /// Whether that version is yet to be read.
    pub waits: bool,
    /// The answers that they meant to give to each way in which it could end.
    pub premortem: Vec<String>,
}

impl GoingOn {
    /// `last` is the last version sent, and `sent` all of them, the newest first.
    pub async fn load(
        db: &PgPool,
        submission: &Submission,
        last: Option<&Report>,
        sent: &[Sent],
    ) -> sqlx::Result<Self> {
        let now = clock::now(db).await?;
        let plan = last.filter(|report| report.kind == Kind::RegisteredStart);
        let frozen = match queries::plans(db, submission.id).await?.first() {
            Some(frozen) => revision::find(&mut *db.acquire().await?, frozen.revision_id).await?,
            None => None,
        };
        let first_sent = sent.last().map(|sent| sent.sent_at);
        let review = sent.first().map(|sent| sent.review);
        let mut updates = update::updates(db, submission.id).await?;
        updates.reverse();
        Ok(Self {
            plan: plan
                .zip(first_sent)
                .map(|(last, first)| OwnPlan::of(frozen.as_ref().unwrap_or(last), last, review, first, now)),
            due: queries::schedule(db, submission.id).await?,
            updates,
            today: now.date(),
        })
    }

    /// Whether an answer is yet to be read; until then no other is taken.
    pub fn waits(&self) -> bool {
        self.updates.iter().any(|update| update.state == UpdateState::Waiting)
    }

    /// Whether any follow-up is yet to be answered.
    pub fn is_asked_again(&self) -> bool {
        self.due.iter().any(|due| !due.answered)
    }

    /// The follow-up that waits for an answer now: the last of those that do.
    pub fn open(&self) -> Option<&Due> {
        self.due.iter().rev().find(|due| due.is_open(self.today))
    }

    /// The one that comes after today.
    pub fn next(&self) -> Option<&Due> {
        self.due.iter().find(|due| !due.answered && due.on > self.today)
    }
}

impl OwnPlan {
    fn of(
        plan: &Report,
        last: &Report,
        review: Option<ReviewState>,
        first_sent: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Self {
        use ReviewState::{Appealed, Approved, Claimed, Overturned, Queued};
        let freezes_at = first_sent + Duration::hours(PLAN_OPEN_HOURS);
        let facts = Self::facts(plan);
        let waits = matches!(review, Some(Queued | Claimed | Appealed));
        let holds = waits || matches!(review, Some(Approved | Overturned));
        let changes = Self::facts(last).into_iter().filter(|fact| holds && !facts.contains(fact));
        Self {
            freezes_at,
            is_frozen: now > freezes_at,
            changes: changes.collect(),
            waits,
            facts,
            premortem: last.plan.premortem.clone(),
        }
    }

    fn facts(report: &Report) -> Vec<(&'static str, String)> {
        let (plan, currency) = (&report.plan, report.money.currency);
        let sums = [
            ("Budget", plan.budget),
            ("Target a month", plan.target_monthly),
            ("Stop below, a month", plan.stop_if_below),
        ];
        let sums = sums.into_iter().filter_map(|(name, sum)| Some((name, sum?.of(currency).to_string())));
        let stop_by = plan.stop_by.map(|month| ("Decide by", month.to_string()));
        let hours = ("Hours a week", report.effort.hours_per_week.to_string());
        std::iter::once(hours).chain(sums).chain(stop_by).collect()
    }
}
