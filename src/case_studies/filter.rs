use super::{CaseCard, CaseOutcome, Relation, lists::IncomeBand};
use crate::{
    paths::PathOption,
    reports::{Background, Grade, IncomeModel},
    values::{ClosedList as _, Word},
    web::{Facet, facets::Faceted},
};
use std::{cmp::Reverse, collections::BTreeSet};

const NOT_STATED: Word = ("not_stated", "Not stated");

/// The orders of the list. By path is the default: it mixes endings and puts no winner first.
pub const SORTS: &[Word] = &[("path", "Path"), ("ending", "Ending"), ("newest", "Newest observed")];

/// The facets, with a value for each path and for each year of these cases.
pub fn facets(paths: &[PathOption], cases: &[CaseCard]) -> Vec<Facet> {
    let path = |path: &PathOption| (path.slug.to_string(), path.name.clone());
    vec![
        Facet { key: "path", label: "Path", values: paths.iter().map(path).collect() },
        Facet::of::<CaseOutcome>("outcome", "Ending"),
        Facet::of::<IncomeBand>("income", "Income told, a month"),
        or_not_stated(Facet::of::<IncomeModel>("income_model", "How the money came in")),
        or_not_stated(Facet::of::<Background>("background", "Background")),
        Facet::of::<Relation>("relation", "Who tells it"),
        Facet::of::<Grade>("grade", "Evidence"),
        years(cases),
    ]
}

fn or_not_stated(mut facet: Facet) -> Facet {
    facet.values.push((NOT_STATED.0.to_owned(), NOT_STATED.1.to_owned()));
    facet
}

/// The newest year first.
fn years(cases: &[CaseCard]) -> Facet {
    let known: BTreeSet<i16> = cases.iter().filter_map(|case| case.year).collect();
    let values = known.iter().rev().map(|year| (year.to_string(), year.to_string())).collect();
    or_not_stated(Facet { key: "year", label: "Year observed", values })
}

impl Faceted for CaseCard {
    fn words(&self, key: &str) -> Vec<&str> {
        match key {
            "path" => vec![&self.path_slug],
            "outcome" => vec![self.outcome.word()],
            "income" => vec![self.income.word()],
            "income_model" if self.income_model.is_empty() => vec![NOT_STATED.0],
            "income_model" => self.income_model.iter().map(|model| model.word()).collect(),
            "background" => vec![self.background.map_or(NOT_STATED.0, |background| background.word())],
            "relation" => vec![self.relation.word()],
            "grade" => vec![self.grade.word()],
            "year" => vec![&self.year_word],
            _ => Vec::new(),
        }
    }
}

/// Orders cases that stand in the order of [`SORTS`]' first; equals keep their places.
pub fn sort(cases: &mut [CaseCard], order: &str) {
    match order {
        "ending" => cases.sort_by_key(|case| failures_first(case.outcome)),
        "newest" => cases.sort_by_key(|case| Reverse(case.year)),
        _ => {}
    }
}

fn failures_first(outcome: CaseOutcome) -> u8 {
    match outcome {
        CaseOutcome::Failed => 0,
        CaseOutcome::Mixed => 1,
        CaseOutcome::Unclear => 2,
        CaseOutcome::Worked => 3,
    }
}
