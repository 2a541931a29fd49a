//! The paths as the demonstration imagines them: how many reports each has, what they come to, and what they are
//! about.

use crate::reports::IncomeModel;
use serde::Deserialize;
use std::sync::LazyLock;

/// The traits that the invented reports of one path have in common.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    pub slug: String,
    /// How many reports are published.
    pub reports: usize,
    /// The first so many never earned anything.
    pub without_income: usize,
    /// Dollars a month in the middle of those who earned, and how far they spread.
    pub monthly: (f64, f64),
    /// Months to the first income in the middle.
    pub wait: f64,
    pub hours_per_week: f64,
    /// Dollars spent in the middle.
    pub cost: f64,
    /// In how many of a hundred reports a moderator saw proof, or the author sells about the path.
    pub checked: u32,
    pub sellers: u32,
    pub income: Vec<IncomeModel>,
    /// Things that were made or sold, each fit to follow "I worked on".
    pub things: Vec<String>,
    pub buyers: String,
}

pub static ALL: LazyLock<Vec<Trade>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        trade: Vec<Trade>,
    }
    let file: Result<File, _> = toml::from_str(include_str!("trades.toml"));
    file.unwrap_or_else(|error| panic!("trades.toml: {error}")).trade
});
