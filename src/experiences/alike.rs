use super::{
    InFigures,
    filter::{self, SORTS},
    queries, report_index,
};
use crate::{
    counting::SharedIndex,
    figures::Strata,
    values::{ClosedList as _, MERGED},
    web::{Facet, LeftOut, Query, View},
};
use sqlx::PgPool;
use time::Date;

/// By what people can be like a reader, the most telling first: what is dropped first, when too few are left, stands last.
pub const LIKENESSES: [&str; 4] = ["background", "years_in_field", "hours", "capital_band"];

/// The reports of people like a reader on one path: as narrow as five of them allow.
#[derive(Debug)]
pub struct Alike {
    /// The values there are to choose from, likeness by likeness.
    pub choices: Vec<Facet>,
    /// Likenesses that were chosen and hold, in words.
    pub kept: Vec<String>,
    /// Likenesses that were chosen and had to go, so that there are enough people, in words.
    pub dropped: Vec<String>,
    pub strata: Strata,
    /// The day on which they were counted.
    pub as_of: Date,
    /// The list of these reports.
    pub url: String,
    /// Words of the address that are no likeness.
    pub left_out: LeftOut,
    view: View,
}

impl Alike {
    /// The reports that `query` asks for, less the likenesses that have to go, from the end of [`LIKENESSES`] on.
    pub async fn find(
        db: &PgPool,
        index: &SharedIndex,
        path_slug: &str,
        query: &Query,
    ) -> sqlx::Result<Self> {
        let as_of = crate::clock::today(db).await?;
        let known = filter::facets(&queries::choices(db).await?, as_of);
        let choices: Vec<Facet> = LIKENESSES
            .iter()
            .filter_map(|key| known.iter().find(|facet| facet.key == *key))
            .cloned()
            .map(without_merged)
            .collect();
        let (asked, left_out) = asked(path_slug, &choices, query);
        let mut view = View::read("/experiences", &known, SORTS, &asked);
        let mut dropped = Vec::new();
        let mut strata = Strata::default();
        if choices.iter().any(|facet| !view.selection.of(facet.key).is_empty()) {
            strata = report_index::figures(db, index, &view).await?.1;
            for facet in choices.iter().rev() {
                if !strata.amounts().sample().is_too_few() {
                    break;
                }
                if let Some(word) = view.selection.of(facet.key).first().cloned() {
                    dropped.push(said(facet, &word));
                    view = view.without(facet.key, &word);
                    strata = report_index::figures(db, index, &view).await?.1;
                }
            }
        }
        let kept =
            choices.iter().filter_map(|facet| Some(said(facet, view.selection.of(facet.key).first()?)));
        Ok(Self { kept: kept.collect(), dropped, strata, as_of, url: view.url(), left_out, choices, view })
    }

    /// Whether anything was asked at all.
    pub fn is_asked(&self) -> bool {
        !(self.kept.is_empty() && self.dropped.is_empty())
    }

    pub fn is_chosen(&self, key: &str, word: &str) -> bool {
        self.view.selection.has(key, word)
    }
}

/// Nobody is like others in that something of them is not shown.
fn without_merged(mut facet: Facet) -> Facet {
    facet.values.retain(|(word, _)| word != MERGED.0);
    facet
}

/// The path, what figures count, and the first value asked for of each likeness, with what of the query is neither.
fn asked(path_slug: &str, choices: &[Facet], query: &Query) -> (Query, LeftOut) {
    let mut left_out = LeftOut::default();
    let counted = ("in_figures".to_owned(), InFigures::Counted.word().to_owned());
    let mut chosen = vec![("path".to_owned(), path_slug.to_owned()), counted];
    for facet in choices {
        left_out.strangers(facet, query);
        let mut known = query.all(facet.key).filter_map(|word| Some((word, facet.find(word)?)));
        let first = known.next();
        for (_, label) in known.filter(|further| Some(*further) != first) {
            left_out.one_too_many(facet.label, label);
        }
        chosen.extend(first.map(|(word, _)| (facet.key.to_owned(), word.to_owned())));
    }
    (Query(chosen), left_out)
}

fn said(facet: &Facet, word: &str) -> String {
    let label = facet.values.iter().find(|(known, _)| known == word).map_or(word, |(_, label)| label);
    format!("{}: {label}", facet.label)
}
