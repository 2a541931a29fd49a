//! Answers on how an attempt went on since it was told: dated answers, each of which is only ever added.

use super::StopReason;
use crate::values::{Cents, ClosedList as _, Currency, Month, closed_list};
use serde::{Deserialize, Serialize};
use time::Date;

closed_list! {
    pub enum StillDoing {
        Yes = "yes" => "Yes",
        Paused = "paused" => "Not at the moment",
        Stopped = "stopped" => "No, I stopped",
    }
}

closed_list! {
    pub enum UpdateState {
        Live = "live" => "Counted",
        Waiting = "waiting" => "Waiting for a moderator",
        Refused = "refused" => "Not counted",
    }
}

/// One answer. Amounts are in hundredths of `currency` and, as the hours, since the answer before it. In JSON each field has
/// the name of its column in the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// From 1; 0 before it is kept.
    pub number: i32,
    pub as_of: Date,
    pub still_doing: StillDoing,
    pub revenue: Cents,
    pub costs: Cents,
    pub currency: Currency,
    pub hours: f64,
    /// Of the first income, if it came since the last answer; of the end, if it came.
    pub first_income_on: Option<Month>,
    pub stopped_on: Option<Month>,
    pub stop_reasons: Vec<StopReason>,
    /// Counted from the start, if it is known by now and was not before.
    pub months_until_copied: Option<i16>,
    pub months_until_halved: Option<i16>,
    pub note: String,
    pub state: UpdateState,
    /// Whether a moderator read it, or a later one or a version that holds it.
    #[serde(default)]
    pub was_read: bool,
    /// A moderator's words about it; empty when there are none.
    #[serde(default)]
    pub answer: String,
}

impl Update {
    pub(super) fn says_something(&self) -> bool {
        self.revenue > Cents(0) || self.costs > Cents(0) || self.hours > 0.0
    }

    /// Whether more came in than was spent.
    pub fn gains(&self) -> bool {
        self.revenue > self.costs
    }

    /// The answer, to be read by somebody before it counts if `waits`.
    pub fn unless(mut self, waits: bool) -> Self {
        if waits {
            self.state = UpdateState::Waiting;
        }
        self
    }

    /// The state of it, in words for its author.
    pub fn stands(&self) -> &'static str {
        match self.state {
            UpdateState::Live if !self.was_read => "Counted, not read yet",
            state => state.label(),
        }
    }

    pub fn came_in(&self) -> String {
        self.revenue.of(self.currency).to_string()
    }

    pub fn spent(&self) -> String {
        self.costs.of(self.currency).to_string()
    }
}
