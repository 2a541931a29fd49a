use super::{Bits, codes::Codes};
use crate::{
    figures::{Came, Monthly, Outcome, Spread},
    values::{ExperienceId, UsdCents},
};
use std::collections::HashMap;

/// A bitmap index of reports by their words, with the outcome of each.
#[derive(Debug, Default)]
pub struct ReportIndex {
    places: HashMap<ExperienceId, usize>,
    /// Whose place it is or was.
    ids: Vec<ExperienceId>,
    free: Vec<usize>,
    all: Bits,
    words: HashMap<&'static str, HashMap<String, Bits>>,
    months: Codes<Monthly>,
    hours: Codes<UsdCents>,
    over_all: Codes<UsdCents>,
    came: Codes<Came>,
}

/// One report.
#[derive(Debug)]
pub struct Entry {
    pub id: ExperienceId,
    /// Its facets as key and word. A key may have several words, or none.
    pub words: Vec<(&'static str, String)>,
    /// None if no figure rests on it.
    pub outcome: Option<Outcome>,
}

impl ReportIndex {
    /// Adds the report, or puts it in the place of its earlier entry.
    pub fn put(&mut self, entry: Entry) {
        self.remove(entry.id);
        let place = self.free.pop().unwrap_or(self.ids.len());
        if place == self.ids.len() {
            self.ids.push(entry.id);
        }
        self.ids[place] = entry.id;
        self.places.insert(entry.id, place);
        self.all.insert(place);
        for (key, word) in entry.words {
            self.words.entry(key).or_default().entry(word).or_default().insert(place);
        }
        let outcome = entry.outcome;
        self.months.put(place, outcome.map(Monthly::from));
        self.hours.put(place, outcome.and_then(|outcome| outcome.hourly_cents));
        self.over_all.put(place, outcome.map(|outcome| outcome.over_all_cents));
        self.came.put(place, outcome.map(|outcome| outcome.came));
    }

    pub fn remove(&mut self, id: ExperienceId) {
        let Some(place) = self.places.remove(&id) else { return };
        self.all.remove(place);
        self.words.values_mut().flat_map(HashMap::values_mut).for_each(|bits| bits.remove(place));
        self.free.push(place);
    }

    pub fn all(&self) -> &Bits {
        &self.all
    }

    /// The set of these reports, as far as they are in the index.
    pub fn of_ids(&self, ids: &[ExperienceId]) -> Bits {
        ids.iter().filter_map(|id| self.places.get(id).copied()).collect()
    }

    /// The set of reports with any of the words.
    pub fn having(&self, key: &str, words: &[String]) -> Bits {
        let mut any = Bits::default();
        let known = self.words.get(key);
        words.iter().filter_map(|word| known?.get(word)).for_each(|bits| any.extend(bits));
        any
    }

    /// How many of the set have each word.
    pub fn counts<'a>(&'a self, set: &'a Bits, key: &str) -> impl Iterator<Item = (&'a str, i64)> {
        let words = self.words.get(key).into_iter().flatten();
        words.map(|(word, bits)| (word.as_str(), set.count_with(bits)))
    }

    /// The ids of the set, in no order.
    pub fn ids(&self, set: &Bits) -> Vec<ExperienceId> {
        set.iter().filter_map(|place| self.ids.get(place).copied()).collect()
    }

    /// The outcomes of the set, all of one kind of teller.
    pub fn spread(&self, set: &Bits) -> Spread {
        let Self { months, hours, over_all, came, .. } = self;
        Spread::of(months.counts(set), hours.counts(set), over_all.counts(set), came.counts(set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i64, colours: &[&str]) -> Entry {
        Entry {
            id: ExperienceId(id),
            words: colours.iter().map(|colour| ("colour", (*colour).to_owned())).collect(),
            outcome: None,
        }
    }

    #[test]
    fn a_member_counts_once_for_each_of_its_words_and_never_for_those_it_had() {
        let mut index = ReportIndex::default();
        index.put(entry(7, &["red", "green"]));
        index.put(entry(9, &["red"]));
        index.put(entry(7, &["blue", "green"]));
        let counts = |index: &ReportIndex| {
            let mut counts: Vec<_> =
                index.counts(index.all(), "colour").map(|(word, n)| (word.to_owned(), n)).collect();
            counts.sort();
            counts
        };
        assert_eq!(counts(&index), [("blue".into(), 1), ("green".into(), 1), ("red".into(), 1)]);
        assert_eq!(index.ids(&index.having("colour", &["green".into(), "blue".into()])), [ExperienceId(7)]);
        assert_eq!(index.of_ids(&[9, 10].map(ExperienceId)).count(), 1);

        index.remove(ExperienceId(7));
        index.remove(ExperienceId(7));
        index.put(entry(11, &["red"]));
        assert_eq!(counts(&index), [("blue".into(), 0), ("green".into(), 0), ("red".into(), 2)]);
        let mut ids = index.ids(index.all());
        ids.sort_unstable();
        assert_eq!(ids, [9, 11].map(ExperienceId));
    }
}
