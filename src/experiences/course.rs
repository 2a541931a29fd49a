//! How an attempt went on: the plan it began with, if it was registered, and every answer of its author since.

use crate::{
    reports::{Background, PLAN_OPEN_HOURS, StillDoing},
    values::{Cents, ClosedList as _, Currency, Month},
};
use sqlx::PgExecutor;
use time::{Date, Duration, OffsetDateTime};

/// One answer, as readers see it. Sums are since the one before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    pub as_of: Date,
    pub still_doing: StillDoing,
    pub revenue: Cents,
    pub costs: Cents,
    pub currency: Currency,
    pub hours: f64,
    /// Read by a moderator; empty when there is none.
    pub note: String,
    /// Whether a moderator read it. What nobody read changed nothing of the outcome.
    pub was_read: bool,
}

/// A plan as it stood when it froze, or as it was changed later.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub sent_at: OffsetDateTime,
    /// When its first version was sent, whether or not that was published.
    first_sent_at: OffsetDateTime,
    pub is_amendment: bool,
    path_name: String,
    started_on: Month,
    background: Background,
    hours_per_week: f64,
    currency: Currency,
    budget: Option<Cents>,
    target_monthly: Option<Cents>,
    stop_if_below: Option<Cents>,
    stop_by: Option<Month>,
}

impl Answered {
    pub fn came_in(&self) -> String {
        self.revenue.in_currency(self.currency)
    }

    pub fn spent(&self) -> String {
        self.costs.in_currency(self.currency)
    }
}

impl Planned {
    /// Until when its author may change it without a trace.
    pub fn freezes_at(&self) -> OffsetDateTime {
        self.first_sent_at + Duration::hours(PLAN_OPEN_HOURS)
    }

    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let sum = |amount: Option<Cents>| amount.map(|amount| amount.in_currency(self.currency));
        let facts = [
            ("Path", Some(self.path_name.clone())),
            ("Start", Some(self.started_on.to_string())),
            ("Background", Some(self.background.label().to_owned())),
            ("Hours a week", Some(self.hours_per_week.to_string())),
            ("Budget", sum(self.budget)),
            ("Target a month", sum(self.target_monthly)),
            ("Stop below, a month", sum(self.stop_if_below)),
            ("Decide by", self.stop_by.map(|month| month.to_string())),
        ];
        facts.into_iter().filter_map(|(name, said)| Some((name, said?))).collect()
    }

    /// What is not as it was in the plan before: its name, then and now.
    pub fn changes_from(&self, before: &Self) -> Vec<(&'static str, String, String)> {
        let said = |name: &str, facts: &[(&'static str, String)]| {
            let fact = facts.iter().find(|(known, _)| *known == name);
            fact.map_or("not said".to_owned(), |(_, said)| said.clone())
        };
        let (then, now) = (before.facts(), self.facts());
        let changed = now.iter().filter(|fact| !then.contains(fact));
        changed.map(|(name, now)| (*name, said(name, &then), now.clone())).collect()
    }
}

/// A change of a frozen plan: when, and what.
pub type Amendment = (OffsetDateTime, Vec<(&'static str, String, String)>);

/// The changes to a plan after it froze, the oldest first; what changed nothing of it is left out.
pub fn amendments(plans: &[Planned]) -> Vec<Amendment> {
    let pairs = plans.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((after.sent_at, after.changes_from(before))),
        _ => None,
    });
    pairs.filter(|(_, changes)| !changes.is_empty()).collect()
}

/// The answers that count, the newest first.
pub async fn answers(db: impl PgExecutor<'_>, experience_id: i64) -> sqlx::Result<Vec<Answered>> {
    sqlx::query_as!(
        Answered,
        r#"
        select as_of as "as_of!", still_doing as "still_doing!: _", revenue as "revenue!: _", costs as "costs!: _",
               currency::text as "currency!: _", hours as "hours!", note as "note!", was_read as "was_read!"
        from experience_series where experience_id = $1 order by number desc
        "#,
        experience_id,
    )
    .fetch_all(db)
    .await
}

/// The plan as it froze and as it was changed, the oldest first; none of what was told afterwards.
pub async fn plans(db: impl PgExecutor<'_>, experience_id: i64) -> sqlx::Result<Vec<Planned>> {
    sqlx::query_as!(
        Planned,
        r#"
        select sent_at as "sent_at!",
               (select min(r.sent_at) from submission_revisions r join experiences e on e.submission_id = r.submission_id
                where e.id = $1) as "first_sent_at!", is_amendment as "is_amendment!", path_name as "path_name!",
               started_on as "started_on!: Month", background as "background!: Background", hours_per_week as "hours_per_week!",
               currency::text as "currency!: _", budget as "budget: _", target_monthly as "target_monthly: _",
               stop_if_below as "stop_if_below: _", stop_by as "stop_by: _"
        from experience_plans where experience_id = $1 order by number
        "#,
        experience_id,
    )
    .fetch_all(db)
    .await
}
