//! How the list of paths is narrowed and ordered. So few rows are narrowed in memory.

use super::{
    Basis, Dimension, HustlePath, Rating, TimeToFirst, WhatYouSell,
    lists::{AT_STAKE, MOAT_SOURCE},
    rating::listed,
};
use crate::{
    figures::Certainty,
    values::{ClosedList, Word, uncapped},
    web::{Facet, Selection, facets::Faceted},
};

/// The orders the list knows; none of them puts the biggest promise first.
pub const SORTS: &[Word] = &[
    ("position", "In the order of the article"),
    ("barrier", "Barrier, low to high"),
    ("capital", "Money to start, low to high"),
    ("name", "Name"),
];

/// The word of a rating without a value.
const NOT_STATED: &str = "not_stated";

/// Every quality by which paths can be narrowed.
pub fn facets() -> Vec<Facet> {
    use Dimension::*;
    let mut facets = Vec::new();
    for dimension in [BarrierToEntry, Competition, StartupCapital, IncomeModel, DomainExpertise, Moat] {
        facets.push(of_ratings(dimension));
    }
    facets.push(Facet::from_words("moat_source", "What protects it", MOAT_SOURCE));
    facets.push(of_ratings(Risk));
    facets.push(Facet::from_words("at_stake", "What is at stake", AT_STAKE));
    facets.extend([Nature, Skills].map(of_ratings));
    facets.push(Facet::of::<WhatYouSell>("what_you_sell", "What you sell"));
    facets.push(Facet::of::<TimeToFirst>("time_to_first_income", "Time to first income"));
    let mut certainty = Facet::of::<Certainty>("certainty", "Certainty");
    certainty.values.reverse();
    facets.push(certainty);
    facets
}

fn of_ratings(dimension: Dimension) -> Facet {
    let mut facet = Facet::from_words(dimension.word(), dimension.label(), dimension.values());
    facet.values.push((NOT_STATED.to_owned(), Basis::NotStated.label().to_owned()));
    facet
}

impl Faceted for HustlePath {
    fn words(&self, key: &str) -> Vec<&str> {
        match key {
            "moat_source" => self.details(Dimension::Moat),
            "at_stake" => self.details(Dimension::Risk),
            "what_you_sell" => vec![self.what_you_sell.word()],
            "time_to_first_income" => vec![self.measured.time_to_first_income.word()],
            "certainty" => vec![self.measured.certainty.word()],
            _ => Dimension::from_word(key).map_or(Vec::new(), |dimension| self.values(dimension)),
        }
    }
}

impl HustlePath {
    fn values(&self, dimension: Dimension) -> Vec<&str> {
        let values = self.rating(dimension).map_or(&[][..], |rating| &rating.values);
        if values.is_empty() { vec![NOT_STATED] } else { values.iter().map(String::as_str).collect() }
    }

    fn details(&self, dimension: Dimension) -> Vec<&str> {
        self.rating(dimension).map_or(Vec::new(), |rating| rating.detail.iter().map(String::as_str).collect())
    }
}

/// The key to order paths by, for this word of [`SORTS`]; equals keep the article's order.
pub fn order(word: &str) -> impl Fn(&HustlePath) -> (usize, String, i16) {
    let rated = match word {
        "barrier" => Some(Dimension::BarrierToEntry),
        "capital" => Some(Dimension::StartupCapital),
        _ => None,
    };
    let by_name = word == "name";
    move |path| {
        let rating = rated.map(|dimension| path.rating(dimension).map_or(usize::MAX, Rating::rank));
        let name = if by_name { path.name.to_lowercase() } else { String::new() };
        (rating.unwrap_or_default(), name, path.position)
    }
}

/// Why the selection leaves this path out, a clause for each facet it fails: "risk is high, not low". None if it passes.
pub fn mismatches(path: &HustlePath, selection: &Selection) -> Vec<String> {
    let failed = |facet: &Facet| {
        let (has, chosen) = (path.words(facet.key), selection.of(facet.key));
        let fits = chosen.is_empty() || has.iter().any(|word| chosen.iter().any(|wanted| wanted == word));
        (!fits).then(|| clause(facet, &has, chosen))
    };
    facets().iter().filter_map(failed).collect()
}

fn clause(facet: &Facet, has: &[&str], chosen: &[String]) -> String {
    let said = |wanted: &dyn Fn(&str) -> bool, last| {
        let labels = facet.values.iter().filter(|(word, _)| wanted(word)).map(|(_, label)| label.as_str());
        uncapped(&listed(&labels.collect::<Vec<_>>(), last))
    };
    let is = if has.is_empty() { "not stated".to_owned() } else { said(&|word| has.contains(&word), "and") };
    let wanted = said(&|word| chosen.iter().any(|chosen| chosen == word), "or");
    format!("{} is {is}, not {wanted}", uncapped(facet.label))
}
