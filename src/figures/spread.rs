use super::{
    Band, Came, Ending, Grade, Middle, Outcome, Sample, Share, came::busiest_month, median::counted,
};
use crate::values::{Month, UsdCents};
use serde::{Deserialize, Serialize};
use std::iter::repeat_n;

/// How the reports of one kind of teller spread, as counts: enough for every figure that a page may print of them. Sums are
/// coarse, so that it stays small however many reports there are. Several kinds are put together as [`super::Amounts`] alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    months: Vec<(Monthly, usize)>,
    hours: Vec<(UsdCents, usize)>,
    over_all: Vec<(UsdCents, usize)>,
    came: Vec<(Came, usize)>,
}

/// A month's net with what the marks of a chart say of the person behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Monthly {
    pub cents: UsdCents,
    pub ending: Ending,
    pub earned: bool,
    pub proof_seen: bool,
    /// Whether a moderator read everything that it rests on.
    pub was_read: bool,
}

type Stored = (UsdCents, Ending, bool, bool, bool);

impl Spread {
    /// From counts in any order, as a database groups them: monthly nets, hourly nets, nets over all since the start, and how
    /// they came.
    pub fn of(
        months: impl IntoIterator<Item = (Monthly, usize)>,
        hours: impl IntoIterator<Item = (UsdCents, usize)>,
        over_all: impl IntoIterator<Item = (UsdCents, usize)>,
        came: impl IntoIterator<Item = (Came, usize)>,
    ) -> Self {
        Self {
            months: counted(months),
            hours: counted(hours),
            over_all: counted(over_all),
            came: counted(came),
        }
    }

    /// The sets of several paths as one, all of one kind of teller.
    pub fn together<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Self {
        let sets: Vec<&Self> = sets.into_iter().collect();
        Self::of(
            sets.iter().flat_map(|set| set.months.iter().copied()),
            sets.iter().flat_map(|set| set.hours.iter().copied()),
            sets.iter().flat_map(|set| set.over_all.iter().copied()),
            sets.iter().flat_map(|set| set.came.iter().copied()),
        )
    }

    /// How many reports there are.
    pub fn n(&self) -> usize {
        self.months.iter().map(|(_, people)| people).sum()
    }

    pub fn sample(&self) -> Sample {
        Sample::of(self.n())
    }

    /// In the order of the sums.
    pub fn months(&self) -> &[(Monthly, usize)] {
        &self.months
    }

    /// Net hourly sums, and how many people had each; in the order of the sums.
    pub fn hours(&self) -> &[(UsdCents, usize)] {
        &self.hours
    }

    /// Nets over all since the start, and how many people had each; in the order of the sums.
    pub fn over_all(&self) -> &[(UsdCents, usize)] {
        &self.over_all
    }

    /// Everybody's month, one by one: for a chart in which each is a dot, so bound `n` first.
    pub fn people(&self) -> impl Iterator<Item = Monthly> {
        self.months.iter().flat_map(|(month, people)| repeat_n(*month, *people))
    }

    /// Net monthly sums, and how many people had each; in the order of the sums.
    pub fn month_sums(&self) -> impl Iterator<Item = (UsdCents, usize)> + Clone {
        self.months.iter().map(|(month, people)| (month.cents, *people))
    }

    /// Net monthly sums of those who ever earned, and how many people had each.
    pub fn earner_sums(&self) -> impl Iterator<Item = (UsdCents, usize)> + Clone {
        let earners = self.months.iter().filter(|(month, _)| month.earned);
        earners.map(|(month, people)| (month.cents, *people))
    }

    /// The middle month; none below ten.
    pub fn middle(&self) -> Option<Middle> {
        Middle::of_counts(self.month_sums())
    }

    /// How many people a condition holds for.
    pub fn count(&self, holds: impl Fn(&Monthly) -> bool) -> usize {
        self.months.iter().filter(|(month, _)| holds(month)).map(|(_, people)| people).sum()
    }

    /// The share of all for whom a condition holds; none below five reports.
    pub fn share(&self, holds: impl Fn(&Monthly) -> bool) -> Option<Share> {
        Share::of(self.count(holds), self.n())
    }

    /// How many reports rest on evidence of this grade; none below five.
    pub fn of_grade(&self, grade: Grade) -> Option<Share> {
        let graded = self.came.iter().filter(|(came, _)| came.grade == grade);
        Share::of(graded.map(|(_, people)| people).sum(), self.n())
    }

    /// The month in which most came, of several the last, and how many did; none below five.
    pub fn busiest_month(&self) -> Option<(Month, Share)> {
        let (month, people) = busiest_month(&self.came)?;
        Some((month, Share::of(people, self.n())?))
    }

    /// How many are in each band, in the bands' order; an empty band keeps its place with 0.
    pub fn tally(&self, bands: &'static [Band]) -> Vec<(&'static Band, usize)> {
        bands.iter().map(|band| (band, self.count(|month| band.holds(month.cents)))).collect()
    }
}

impl<'a> FromIterator<&'a Outcome> for Spread {
    fn from_iter<T: IntoIterator<Item = &'a Outcome>>(outcomes: T) -> Self {
        let outcomes: Vec<&Outcome> = outcomes.into_iter().collect();
        Self::of(
            outcomes.iter().map(|outcome| (Monthly::from(**outcome), 1)),
            outcomes.iter().filter_map(|outcome| Some((outcome.hourly_cents?, 1))),
            outcomes.iter().map(|outcome| (outcome.over_all_cents, 1)),
            outcomes.iter().map(|outcome| (outcome.came, 1)),
        )
    }
}

impl From<Outcome> for Monthly {
    fn from(outcome: Outcome) -> Self {
        let Outcome { monthly_cents: cents, ending, proof_seen, was_read, .. } = outcome;
        Self { cents, ending, earned: outcome.months_to_first.is_some(), proof_seen, was_read }
    }
}

impl From<Stored> for Monthly {
    fn from((cents, ending, earned, proof_seen, was_read): Stored) -> Self {
        Self { cents, ending, earned, proof_seen, was_read }
    }
}

impl From<Monthly> for Stored {
    fn from(month: Monthly) -> Self {
        (month.cents, month.ending, month.earned, month.proof_seen, month.was_read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::DOT_BANDS;

    fn waited(months: impl IntoIterator<Item = Option<f64>>) -> Spread {
        let outcome = |months_to_first| Outcome {
            monthly_cents: UsdCents(0),
            over_all_cents: UsdCents(-300),
            hourly_cents: None,
            months_to_first,
            proof_seen: false,
            was_read: true,
            ending: Ending::Waiting,
            came: Came { grade: Grade::E, month: Month::numbered(2026, 3).unwrap() },
        };
        months.into_iter().map(outcome).collect::<Vec<_>>().iter().collect()
    }

    #[test]
    fn sets_add_up_and_survive_being_stored() {
        let (one, other) = (waited([Some(1.0), None]), waited([Some(1.0); 3]));
        let both = Spread::together([&one, &other]);
        assert_eq!((both.n(), both.count(|month| month.earned)), (5, 4));
        assert_eq!(both.tally(&DOT_BANDS)[1].1, 5);
        let stored = serde_json::to_string(&both).unwrap();
        assert_eq!(serde_json::from_str::<Spread>(&stored).unwrap(), both);
        assert_eq!(both.people().count(), 5);
        assert_eq!(both.over_all(), [(UsdCents(-300), 5)]);
        assert_eq!(
            both.busiest_month().map(|(_, share)| share),
            Share::of(5, 5),
            "two and three of one month"
        );
        assert_eq!(one.busiest_month(), None, "two are too few to say");
    }
}
