use crate::{
    charts::Svg,
    directory::Reports,
    figures::words,
    paths::{Dimension, HustlePath},
};

/// A path beside the others, with what its reports may say.
#[derive(Debug)]
pub struct PathRow {
    pub path: HustlePath,
    pub reports: Reports,
    pub strip: Option<Svg>,
}

impl PathRow {
    pub fn of(path: HustlePath, reports: Reports) -> Self {
        Self { strip: reports.strip(), path, reports }
    }

    /// The middle report's take-home a month, and its range.
    pub fn middle(&self) -> Option<(String, String)> {
        let middle = self.reports.amounts.middle()?;
        Some((words::usd(middle.cents), words::usd_range(middle.likely)))
    }

    /// Ratings of what it takes to begin and what it amounts to, as the article or we rate it.
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
