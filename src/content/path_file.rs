use super::front_matter::day;
use crate::{
    paths::{Basis, Dimension, Point, WhatYouSell},
    values::{ClosedList as _, Slug, Word},
};
use serde::Deserialize;
use time::Date;

/// The keys of `content/paths/*.md`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathFile {
    pub position: i16,
    pub name: String,
    pub tagline: String,
    pub one_line: String,
    pub summary: String,
    pub what_you_sell: WhatYouSell,
    pub who_pays: Option<String>,
    pub must_bring: String,
    #[serde(deserialize_with = "day")]
    pub updated_on: Date,
    /// The rows of the source's list of facts that this path carries, in its sentences or its cases.
    pub facts: Vec<i16>,
    pub variants: Vec<VariantFile>,
    pub ratings: Vec<RatingFile>,
    pub points: Vec<Point>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantFile {
    pub slug: Slug,
    pub name: String,
    pub summary: String,
    pub warned_against: bool,
    pub basis: Basis,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingFile {
    pub dimension: Dimension,
    pub values: Vec<String>,
    pub detail: Vec<String>,
    pub basis: Basis,
    pub rationale: String,
}

impl PathFile {
    /// What serde cannot see, a complaint each: the key and what is wrong with it.
    pub fn complaints(&self) -> Vec<String> {
        let mut complaints: Vec<String> = self.ratings.iter().flat_map(RatingFile::complaints).collect();
        for dimension in Dimension::ALL {
            let times = self.ratings.iter().filter(|rating| rating.dimension == *dimension).count();
            if times != 1 {
                complaints.push(format!("ratings: {} is rated {times} times", dimension.word()));
            }
        }
        for point in self.points.iter().filter(|point| point.basis == Basis::NotStated) {
            complaints.push(format!("points.basis: not_stated is no source for “{}”", point.text));
        }
        complaints
    }
}

impl RatingFile {
    fn complaints(&self) -> Vec<String> {
        let key = self.dimension.word();
        let strange = |name: &str, words: &[String], list: &[Word]| {
            let unknown = words.iter().filter(|word| !list.iter().any(|(known, _)| known == word));
            unknown.map(|word| format!("ratings.{key}.{name}: {word} is not on the list")).collect::<Vec<_>>()
        };
        let mut complaints = strange("values", &self.values, self.dimension.values());
        complaints.extend(strange("detail", &self.detail, self.dimension.details()));
        let is_stated = !(self.values.is_empty() && self.detail.is_empty());
        if is_stated == (self.basis == Basis::NotStated) {
            complaints
                .push(format!("ratings.{key}.basis: not_stated goes with no values, and only with none"));
        }
        complaints
    }
}
