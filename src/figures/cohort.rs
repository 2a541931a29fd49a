use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One attempt: the event that came first, and how many whole months after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Observation {
    /// The month after the start from which on the event would have been seen: 0 of what is told afterwards, and of a
    /// registered start the whole months until it was registered. Later than `month` counts as `month`.
    pub entered: u32,
    pub month: u32,
    pub event: Event,
}

/// The event that came first. A later end of somebody who has earned does not matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// The first income.
    Earned,
    /// An end with nothing.
    GaveUp,
    /// Still trying, or pausing, when last heard of: the month is that of the last word.
    Censored,
}

/// How many people met which event in which month. The order in which they are counted is forgotten,
/// so that no figure can depend on it.
///
/// Registered starts and reports told afterwards make two cohorts: nothing adds one to another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cohort {
    n: usize,
    /// How many entered in each month; everybody stands in one.
    entered: BTreeMap<u32, usize>,
    months: BTreeMap<u32, Tally>,
}

/// The events of one month, in people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    pub earned: usize,
    pub gave_up: usize,
    pub censored: usize,
}

impl Cohort {
    /// How many people there are.
    pub fn n(&self) -> usize {
        self.n
    }

    /// How many endings are known: first incomes and givings-up.
    pub fn events(&self) -> usize {
        self.n - self.months.values().map(|tally| tally.censored).sum::<usize>()
    }

    /// How many had entered by this month and had neither earned nor given up nor fallen silent before it.
    ///
    /// N. Keiding, 1992, "Independent Delayed Entry": whoever is met only after some months stands for nobody in the months
    /// before, since those who ended in them could not have been met.
    pub fn at_risk(&self, month: u32) -> usize {
        let entered: usize = self.entered.range(..=month).map(|(_, people)| people).sum();
        entered - self.months.range(..month).map(|(_, tally)| tally.people()).sum::<usize>()
    }

    /// The months in which something happened, in their order.
    pub fn months(&self) -> impl Iterator<Item = (u32, Tally)> {
        self.months.iter().map(|(month, tally)| (*month, *tally))
    }
}

impl Tally {
    pub fn people(self) -> usize {
        self.events() + self.censored
    }

    /// First incomes and givings-up.
    pub fn events(self) -> usize {
        self.earned + self.gave_up
    }

    pub(super) fn add(&mut self, event: Event, people: usize) {
        *match event {
            Event::Earned => &mut self.earned,
            Event::GaveUp => &mut self.gave_up,
            Event::Censored => &mut self.censored,
        } += people;
    }
}

impl FromIterator<Observation> for Cohort {
    fn from_iter<T: IntoIterator<Item = Observation>>(people: T) -> Self {
        people.into_iter().map(|person| (person, 1)).collect()
    }
}

/// From counts, as a database groups them; one observation may come more than once.
impl FromIterator<(Observation, usize)> for Cohort {
    fn from_iter<T: IntoIterator<Item = (Observation, usize)>>(counts: T) -> Self {
        let mut cohort = Self::default();
        let counts = counts.into_iter().filter(|(_, people)| *people > 0);
        for (Observation { entered, month, event }, people) in counts {
            cohort.n += people;
            *cohort.entered.entry(entered.min(month)).or_default() += people;
            cohort.months.entry(month).or_default().add(event, people);
        }
        cohort
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    /// One person in the short form of the contract: (month, event), 1 first income, 2 gave up, 0 censored.
    pub fn observation((month, event): (u32, u8)) -> Observation {
        let event = match event {
            0 => Event::Censored,
            1 => Event::Earned,
            _ => Event::GaveUp,
        };
        Observation { entered: 0, month, event }
    }

    pub fn cohort(people: &[(u32, u8)]) -> Cohort {
        people.iter().copied().map(observation).collect()
    }

    prop_compose! {
        /// As many people as `size` allows, over four years.
        pub fn people(size: std::ops::Range<usize>)(people in vec((0_u32..48, 0_u8..3), size)) -> Vec<Observation> {
            people.into_iter().map(observation).collect()
        }
    }

    prop_compose! {
        /// Such people, of whom some entered some months late.
        pub fn late(size: std::ops::Range<usize>)(people in vec((0_u32..4, 0_u32..48, 0_u8..3), size)) -> Vec<Observation> {
            let person = |(entered, month, event)| Observation { entered, ..observation((month, event)) };
            people.into_iter().map(person).collect()
        }
    }

    #[test]
    fn whoever_ends_in_a_month_is_still_counted_in_it() {
        let cohort = cohort(&[(0, 1), (3, 0), (3, 2), (5, 1)]);
        assert_eq!([0, 1, 3, 4, 5, 6].map(|month| cohort.at_risk(month)), [4, 3, 3, 1, 1, 0]);
        assert_eq!((cohort.n(), cohort.events()), (4, 3));
    }

    #[test]
    fn nobody_is_at_risk_before_they_entered() {
        let late = |entered, month| Observation { entered, month, event: Event::Earned };
        let cohort: Cohort = [late(0, 1), late(2, 5), late(2, 2), late(9, 4)].into_iter().collect();
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|month| cohort.at_risk(month)), [1, 1, 2, 1, 2, 1, 0]);
        let stored = serde_json::to_string(&cohort).unwrap();
        assert_eq!(serde_json::from_str::<Cohort>(&stored).unwrap(), cohort);
    }

    #[test]
    fn counts_say_what_people_say() {
        let grouped = [((2, 1), 2), ((4, 2), 1), ((2, 1), 1), ((9, 0), 0)];
        let counted: Cohort = grouped.iter().map(|(person, count)| (observation(*person), *count)).collect();
        assert_eq!(counted, cohort(&[(2, 1), (4, 2), (2, 1), (2, 1)]));
    }

    proptest! {
        #[test]
        fn everybody_is_counted_once(people in people(0..80)) {
            let cohort: Cohort = people.iter().copied().collect();
            prop_assert_eq!(cohort.n(), people.len());
            prop_assert_eq!(cohort.at_risk(0), people.len());
            prop_assert_eq!(cohort.months().map(|(_, tally)| tally.people()).sum::<usize>(), people.len());
        }
    }
}
