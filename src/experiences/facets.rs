//! The counts beside the values of every facet. Pages know of this only [`Tally`], so that another engine can do the
//! counting.

use super::filter::{self, QUALITIES};
use crate::{
    counting::{Bits, ReportIndex},
    values::ExperienceId,
    web::View,
};
use std::collections::HashMap;

/// Distinct experiences that a view, and each step away from it, would show.
#[derive(Debug, Default)]
pub struct Tally {
    /// Those that pass every filter.
    pub total: i64,
    by_word: HashMap<(&'static str, String), i64>,
    without: HashMap<&'static str, i64>,
}

impl Tally {
    pub fn of(index: &ReportIndex, narrowed: &Narrowed) -> Self {
        let all = narrowed.all();
        let mut tally = Self { total: all.count(), ..Self::default() };
        for quality in QUALITIES {
            let wider = narrowed.without(quality.key);
            let set = wider.as_ref().unwrap_or(&all);
            tally.without.insert(quality.key, set.count());
            let counts = index.counts(set, quality.key);
            tally.by_word.extend(counts.map(|(word, n)| ((quality.key, word.to_owned()), n)));
        }
        tally
    }

    /// Those with this word that pass the filters of all other facets.
    pub fn with(&self, key: &str, word: &str) -> i64 {
        QUALITIES
            .iter()
            .find(|quality| quality.key == key)
            .and_then(|quality| self.by_word.get(&(quality.key, word.to_owned())))
            .copied()
            .unwrap_or_default()
    }

    /// Those that pass when this facet's filter is taken away.
    pub fn without(&self, key: &str) -> i64 {
        self.without.get(key).copied().unwrap_or(self.total)
    }
}

/// A view as sets: a report is shown if it is in all of them.
#[derive(Debug)]
pub struct Narrowed {
    /// Those that the words searched for find; everybody if there are none.
    found: Bits,
    /// For each facet with a filter, those that pass it.
    passing: Vec<(&'static str, Bits)>,
}

impl Narrowed {
    /// `found` are the ids of what the view's words find; none if it has no words.
    pub fn of(index: &ReportIndex, view: &View, found: Option<&[ExperienceId]>) -> Self {
        let passing = filter::chosen(view)
            .map(|quality| (quality.key, index.having(quality.key, view.selection.of(quality.key))));
        Self {
            found: found.map_or_else(|| index.all().clone(), |ids| index.of_ids(ids)),
            passing: passing.collect(),
        }
    }

    /// Those that pass every filter.
    pub fn all(&self) -> Bits {
        self.passing_all_but("")
    }

    /// Those that pass the filters of all other facets; none if this one has no filter.
    fn without(&self, key: &str) -> Option<Bits> {
        self.passing.iter().any(|(chosen, _)| *chosen == key).then(|| self.passing_all_but(key))
    }

    fn passing_all_but(&self, key: &str) -> Bits {
        let mut set = self.found.clone();
        self.passing.iter().filter(|(chosen, _)| *chosen != key).for_each(|(_, bits)| set.retain(bits));
        set
    }
}
