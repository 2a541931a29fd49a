//! How an attempt went on: the plan it began with, if it was registered, and every answer of its author since.

use super::queries::row::planned;
use crate::{
    rates::Rates,
    reports::{Report, StillDoing, Update, UpdateState},
    values::{Cents, Month, PathId, Quarter, UsdCents, isolated, two_digits},
};
use serde::{Deserialize, Serialize};

/// The answers that count, the newest first, and the plan as it froze and as it was changed, the oldest first; no plan of what
/// was told afterwards. It is kept with the row, as coarse as that is; what may change without it is read anew each time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    pub answers: Vec<Answered>,
    pub plans: Vec<Planned>,
}

/// One answer, as readers see it. Sums and hours are since the one before it, in two digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    pub number: i32,
    pub as_of: Quarter,
    pub still_doing: StillDoing,
    /// None when no rate is known, as is the next.
    pub revenue_usd: Option<UsdCents>,
    pub costs_usd: Option<UsdCents>,
    pub hours: i64,
    /// Read by a moderator; empty when there is none.
    #[serde(skip)]
    pub note: String,
    /// Whether a moderator read it. What nobody read changed nothing of the outcome.
    #[serde(skip)]
    pub was_read: bool,
}

/// A plan as it stood when it froze, or as it was changed later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    pub sent: Quarter,
    pub path_id: PathId,
    #[serde(skip)]
    pub path_name: String,
    pub started_on: Quarter,
    /// Whether the author named another background than in the plan before.
    pub changes_background: bool,
    pub hours_per_week: f64,
    pub budget_usd: Option<UsdCents>,
    pub target_monthly_usd: Option<UsdCents>,
    pub stop_if_below_usd: Option<UsdCents>,
    pub stop_by: Option<Quarter>,
}

impl Course {
    /// Of the answers that count among these, the oldest first, told since this month and turned into dollars at these rates;
    /// and of the versions of the plan with the quarter in which each was sent.
    pub fn of<'a>(
        updates: &[Update],
        mut since: Month,
        rates: &Rates,
        plans: impl Iterator<Item = (Quarter, &'a Report)>,
    ) -> Self {
        let mut answers = Vec::new();
        for update in updates.iter().filter(|update| update.state == UpdateState::Live) {
            let until = Month::of(update.as_of);
            let average = rates.average(update.currency, [since.min(until), until]);
            answers.insert(0, Answered::of(update, average.map(|average| average.usd_per_unit)));
            since = until;
        }
        let mut before = None;
        let plans = plans.map(|(sent, report)| {
            let background = before.replace(report.who.background).unwrap_or(report.who.background);
            Planned { changes_background: background != report.who.background, ..Planned::of(sent, report) }
        });
        Self { answers, plans: plans.collect() }
    }
}

impl Answered {
    /// `usd_per_unit` is what its currency was worth. Nothing is nothing in any.
    fn of(update: &Update, usd_per_unit: Option<f64>) -> Self {
        let usd = |amount: Cents| {
            let worth = usd_per_unit.or((amount == Cents(0)).then_some(0.0));
            UsdCents::at_rate(amount.0 as f64, worth).map(UsdCents::two_digits)
        };
        Self {
            number: update.number,
            as_of: Quarter::of(update.as_of),
            still_doing: update.still_doing,
            revenue_usd: usd(update.revenue),
            costs_usd: usd(update.costs),
            hours: two_digits(update.hours.round() as i64),
            note: String::new(),
            was_read: false,
        }
    }

    pub fn came_in(&self) -> String {
        in_dollars(self.revenue_usd)
    }

    pub fn spent(&self) -> String {
        in_dollars(self.costs_usd)
    }
}

fn in_dollars(sum: Option<UsdCents>) -> String {
    sum.map_or_else(|| "Not in dollars yet".to_owned(), |sum| sum.to_string())
}

impl Planned {
    fn of(sent: Quarter, report: &Report) -> Self {
        let usd = |amount| planned(&report.money, amount);
        Self {
            sent,
            path_id: report.path_id,
            path_name: String::new(),
            started_on: report.when.started_on.into(),
            changes_background: false,
            hours_per_week: report.effort.hours_per_week,
            budget_usd: usd(report.plan.budget),
            target_monthly_usd: usd(report.plan.target_monthly),
            stop_if_below_usd: usd(report.plan.stop_if_below),
            stop_by: report.plan.stop_by.map(Quarter::from),
        }
    }

    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let sum = |amount: Option<UsdCents>| amount.map(|amount| amount.to_string());
        let facts = [
            ("Path", Some(isolated(&self.path_name))),
            ("Start", Some(self.started_on.to_string())),
            ("Hours a week", Some(self.hours_per_week.to_string())),
            ("Budget", sum(self.budget_usd)),
            ("Target a month", sum(self.target_monthly_usd)),
            ("Stop below, a month", sum(self.stop_if_below_usd)),
            ("Decide by", self.stop_by.map(|quarter| quarter.to_string())),
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
        let changed = changed.map(|(name, now)| (*name, said(name, &then), now.clone()));
        // Which it was and is may be too rare to be shown.
        let background = ("Background", "another".to_owned(), "that below".to_owned());
        changed.chain(self.changes_background.then_some(background)).collect()
    }
}

/// A change of a frozen plan: when, and what.
pub type Amendment = (Quarter, Vec<(&'static str, String, String)>);

/// The changes to a plan after it froze, the oldest first; what changed nothing of it is left out.
pub fn amendments(plans: &[Planned]) -> Vec<Amendment> {
    let pairs = plans.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((after.sent, after.changes_from(before))),
        _ => None,
    });
    pairs.filter(|(_, changes)| !changes.is_empty()).collect()
}
