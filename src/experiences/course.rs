//! How an attempt went on: the plan it began with, if it was registered, and every answer of its author since.

use crate::{
    reports::{Background, PLAN_OPEN_HOURS, StillDoing},
    values::{Cents, ClosedList as _, Currency, Month, isolated},
};
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
    pub(super) first_sent_at: OffsetDateTime,
    pub is_amendment: bool,
    pub(super) path_name: String,
    pub(super) started_on: Month,
    pub(super) background: Background,
    pub(super) hours_per_week: f64,
    pub(super) currency: Currency,
    pub(super) budget: Option<Cents>,
    pub(super) target_monthly: Option<Cents>,
    pub(super) stop_if_below: Option<Cents>,
    pub(super) stop_by: Option<Month>,
}

impl Answered {
    pub fn came_in(&self) -> String {
        self.revenue.of(self.currency).to_string()
    }

    pub fn spent(&self) -> String {
        self.costs.of(self.currency).to_string()
    }
}

impl Planned {
    /// Until when its author may change it without a trace.
    pub fn freezes_at(&self) -> OffsetDateTime {
        self.first_sent_at + Duration::hours(PLAN_OPEN_HOURS)
    }

    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let sum = |amount: Option<Cents>| amount.map(|amount| amount.of(self.currency).to_string());
        let facts = [
            ("Path", Some(isolated(&self.path_name))),
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

    /// Differences from the plan before: the name of each, then and now.
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
