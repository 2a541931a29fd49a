use crate::{
    charts::{Dot, Strip, Svg},
    figures::{Outcome, Summary, words},
    paths::{Dimension, HustlePath},
};

/// More dots than this are a blot.
const MOST_DOTS: usize = 1_000;

/// A path beside the others, with what its reports may say.
#[derive(Debug)]
pub struct PathRow {
    pub path: HustlePath,
    pub summary: Summary,
    pub strip: Option<Svg>,
}

impl PathRow {
    pub fn of(path: HustlePath, outcomes: &[Outcome]) -> Self {
        let dots: Vec<Dot> = outcomes.iter().map(Dot::from).collect();
        let strip = if dots.len() <= MOST_DOTS { Strip::of(&dots).draw() } else { None };
        Self { path, summary: Summary::of(outcomes), strip }
    }

    /// The middle report's take-home a month, and its likely range.
    pub fn middle(&self) -> Option<(String, String)> {
        self.summary.middle.map(|middle| (words::usd(middle.cents), words::usd_range(middle.likely)))
    }

    /// The middle take-home for an hour.
    pub fn hour(&self) -> Option<String> {
        self.summary.hourly.map(|hour| words::usd(hour.cents))
    }

    /// What it takes to begin and what it amounts to, as the article or we rate it.
    pub fn rated(&self) -> Vec<(&'static str, String)> {
        let said = [
            ("Barrier", Dimension::BarrierToEntry),
            ("To start", Dimension::StartupCapital),
            ("Amounts to", Dimension::Nature),
        ];
        said.into_iter()
            .filter_map(|(name, dimension)| Some((name, self.path.rating(dimension)?.headline())))
            .collect()
    }
}
