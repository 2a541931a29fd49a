use crate::{
    experiences::Counts,
    figures::{Amounts, Cohort, Fences, Ladder, Reach, Registered, Strata, certainty::Evidence},
    limits::{Threshold, Thresholds},
    reports::StopReason,
    values::Cell,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Everything that pages show of a path's reports, as the counts from which it follows. The migration that makes the
/// table describes it for readers of the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PathFigures {
    /// When it was counted.
    #[serde(skip, default = "crate::clock::machine_now")]
    pub as_of: OffsetDateTime,
    pub counts: Counts,
    pub strata: Strata,
    /// The fates of people by month.
    pub told_wait: Cohort,
    pub registered_wait: Registered,
    pub evidence: Evidence,
    pub stops: Vec<Stopped>,
    /// Until somebody first sold a visible copy.
    pub copies: Vec<Lasted>,
    /// Until price or income was half of what it had been.
    pub halvings: Vec<Lasted>,
    /// Whole hours a week, and how many of those that figures rest on spent so many.
    pub hours_a_week: Vec<(i64, usize)>,
}

/// So many people named this reason for stopping in this month after their start; one who names two is in two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// None counts everybody who named any.
    pub reason: Option<Cell<StopReason>>,
    pub month: i64,
    pub people: usize,
}

/// So many people who started in this half of a year had an edge for so many months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lasted {
    pub year: i32,
    /// 1 or 2.
    pub half: i32,
    pub months: i64,
    pub people: usize,
}

impl PathFigures {
    /// How much people made, of whom figures speak unless they say otherwise.
    pub fn amounts(&self) -> Amounts {
        self.strata.amounts()
    }

    pub fn ladder(&self) -> Ladder {
        Ladder::of(&self.evidence)
    }

    /// The highest sums that a report of this path may say before two people read it.
    pub fn fences(&self, thresholds: &Thresholds) -> Fences {
        let least = usize::try_from(thresholds.of(Threshold::FenceLeast)).unwrap_or(usize::MAX);
        let reach = Reach { times: thresholds.of(Threshold::FenceTimes).into(), least };
        Fences::of(&self.amounts(), &self.hours_a_week, reach)
    }
}
