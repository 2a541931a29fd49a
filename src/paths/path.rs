use super::{Basis, Dimension, Measured, Rating, WhatYouSell};
use crate::values::{Markdown, PathId, Slug, VariantId, closed_list};
use serde::{Deserialize, Serialize};
use time::Date;

/// A way to earn a first income with AI, with everything that is said of it.
///
/// Its JSON holds what stands in its own row, by the names of the columns.
#[derive(Debug, Clone, Serialize)]
pub struct HustlePath {
    #[serde(skip)]
    pub id: PathId,
    pub slug: Slug,
    /// Its place in the article, counted from 1.
    pub position: i16,
    pub name: String,
    /// A verdict in a few words, without a full stop.
    pub tagline: String,
    /// One line on what it is and who pays.
    pub one_line: String,
    pub summary: String,
    pub what_you_sell: WhatYouSell,
    pub who_pays: Option<String>,
    pub must_bring: String,
    pub body: Markdown,
    pub updated_on: Date,
    /// Goes up by one with each change.
    pub version: i32,
    #[serde(skip)]
    pub variants: Vec<Variant>,
    #[serde(skip)]
    pub ratings: Vec<Rating>,
    #[serde(skip)]
    pub points: Vec<Point>,
    /// Not in the table: set by whoever has counted the reports.
    #[serde(skip)]
    pub measured: Measured,
}

/// A form that a path can take. From a file or a form it has no ids yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    #[serde(skip)]
    pub id: VariantId,
    #[serde(skip)]
    pub path_id: PathId,
    pub slug: Slug,
    pub name: String,
    pub summary: String,
    pub warned_against: bool,
    pub basis: Basis,
}

/// One sentence of a path's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    pub section: Section,
    pub text: String,
    pub basis: Basis,
    /// The row of the source's list of facts that it carries.
    pub fact: Option<i16>,
}

closed_list! {
    /// The parts of a path's page that are lists of sentences.
    pub enum Section {
        AiDoes = "ai_does" => "What AI does",
        HumanMust = "human_must" => "What the human must do",
        WorksWhen = "works_when" => "Tends to work when",
        FailsWhen = "fails_when" => "Tends to fail when",
        NotForYouIf = "not_for_you_if" => "Who should not",
        FirstSteps = "first_steps" => "First steps",
        StopSigns = "stop_signs" => "Signs to stop",
        Distrust = "distrust" => "Claims to distrust",
    }
}

impl HustlePath {
    pub fn rating(&self, dimension: Dimension) -> Option<&Rating> {
        self.ratings.iter().find(|rating| rating.dimension == dimension)
    }

    /// The sentences of this section, in the editors' order.
    pub fn points(&self, section: &Section) -> Vec<&Point> {
        self.points.iter().filter(|point| point.section == *section).collect()
    }
}

impl Point {
    /// Whether the sentence is the editors' own and not carried over from the article.
    pub fn is_ours(&self) -> bool {
        self.basis != Basis::Article
    }
}
