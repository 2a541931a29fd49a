use crate::{
    experiences::path_figures::PathFigures,
    figures::{Middle, Share, Spread, Summary, words},
};

/// The reports of one kind of teller: each kind has its line, and no line hides another.
#[derive(Debug)]
pub struct Stratum {
    pub who: &'static str,
    /// Whether the figures above rest on it.
    pub counts: bool,
    pub n: usize,
    /// Of `n`: a moderator read everything that they say, and a moderator checked a document.
    pub read: usize,
    pub proved: usize,
    pub never_earned: Option<Share>,
    pub out_of_pocket: Option<Share>,
    pub middle: Option<Middle>,
}

impl Stratum {
    /// The middle report's month and its likely range.
    pub fn middle_in_words(&self) -> Option<(String, String)> {
        self.middle.map(|middle| (words::usd(middle.cents), words::usd_range(middle.likely)))
    }
}

/// Nobody's strata are left out.
pub fn strata(figures: &PathFigures) -> Vec<Stratum> {
    let kinds = [
        ("Told afterwards", true, &figures.told),
        ("Registered at the start", true, &figures.registered),
        ("People who sell about the path", false, &figures.sellers),
    ];
    let stratum = |(who, counts, reports): (&'static str, bool, &Spread)| {
        let Summary { n, read, proved, never_earned, out_of_pocket, middle, .. } = Summary::from(reports);
        Stratum { who, counts, n, read, proved, never_earned, out_of_pocket, middle }
    };
    kinds.into_iter().map(stratum).filter(|stratum| stratum.n > 0).collect()
}
