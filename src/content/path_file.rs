use crate::{
    paths::{Basis, Dimension, HustlePath, Measured, Point, Rating, Variant, WhatYouSell},
    values::{ClosedList as _, Markdown, PathId, Slug, Word, day_of_file},
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
    #[serde(deserialize_with = "day_of_file")]
    pub updated_on: Date,
    /// The rows of the source's list of facts that this path carries, in its sentences or its cases.
    pub facts: Vec<i16>,
    pub variants: Vec<Variant>,
    pub ratings: Vec<RatingFile>,
    pub points: Vec<Point>,
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
    /// The path as it is to be in the tables, under this slug and with this prose.
    pub fn path(&self, slug: Slug, body: &str) -> HustlePath {
        HustlePath {
            id: PathId::default(),
            slug,
            position: self.position,
            name: self.name.clone(),
            tagline: self.tagline.clone(),
            one_line: self.one_line.clone(),
            summary: self.summary.clone(),
            what_you_sell: self.what_you_sell,
            who_pays: self.who_pays.clone(),
            must_bring: self.must_bring.clone(),
            body: Markdown(body.to_owned()),
            updated_on: self.updated_on,
            version: 1,
            variants: self.variants.clone(),
            ratings: self.ratings.iter().map(|rating| rating.rated_on(self.updated_on)).collect(),
            points: self.points.clone(),
            measured: Measured::default(),
        }
    }

    /// Mistakes that serde cannot see, a complaint each: the key and what is wrong with it.
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
    fn rated_on(&self, rated_on: Date) -> Rating {
        Rating {
            dimension: self.dimension,
            values: self.values.clone(),
            detail: self.detail.clone(),
            basis: self.basis,
            rationale: self.rationale.clone(),
            source: None,
            rated_on,
        }
    }

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
