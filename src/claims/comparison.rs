//! A claim among readers' reports, by the honest-figure rule.

use crate::{
    charts::{Stratum, Svg, strata},
    experiences::{
        Counts,
        path_figures::{self, PathFigures},
    },
    figures::{Bounds, Sample, Share, Strata},
    values::UsdCents,
};
use time::Date;

/// Where the chart's scale ends, a month.
const END_OF_SCALE: UsdCents = UsdCents(1_000_000);

/// A monthly sum beside the reports.
#[derive(Debug)]
pub struct Comparison {
    /// The day on which the reports were counted; none where there is no path.
    pub as_of: Option<Date>,
    /// How many reports figures rest on.
    pub n: usize,
    pub counts: Counts,
    /// The counts of the same people, reconciled.
    pub reconciled: String,
    /// How many reached the sum; none where the sum cannot be set against dollars.
    pub reached: Option<Reached>,
    /// The highest report, and the highest with proof; a month. None below five.
    pub highest: Option<UsdCents>,
    pub highest_proven: Option<UsdCents>,
    /// None where `reached` is.
    pub strip: Option<Svg>,
    /// Whether the sum lies beyond the end of the chart's scale.
    pub is_off_scale: bool,
}

/// How many reached a sum, by who tells it; one of them at least.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// Of registered starts that were due; none of fewer than five.
    pub registered: Option<Bounds>,
    /// Of those who wrote to us afterwards; none of fewer than five.
    pub told: Option<Share>,
}

impl Reached {
    fn of(strata: &Strata, sum: UsdCents) -> Option<Self> {
        let registered = strata.registered.share(|month| month.cents >= sum);
        let told = strata.told.share(|month| month.cents >= sum);
        (registered.is_some() || told.is_some()).then_some(Self { registered, told })
    }

    /// How many say that they reached it.
    pub fn people(&self) -> usize {
        self.registered.map_or(0, |bounds| bounds.at_least()) + self.told.map_or(0, |share| share.k)
    }

    /// What the ranges are, as sentences.
    pub fn ranges_in_words(&self) -> String {
        let registered = self.registered.map(|bounds| {
            format!("Of everybody due, heard of or not, the likely range is {}.", bounds.range())
        });
        let told = self.told.map(|share| {
            format!(
                "Of those who wrote to us afterwards the range by chance is {}, and they chose to write.",
                share.range()
            )
        });
        registered.into_iter().chain(told).collect::<Vec<_>>().join(" ")
    }
}

impl Comparison {
    /// `month` is the claim in US dollars; `reports` are those of one path, or of all.
    pub fn of(reports: &[PathFigures], month: Option<UsdCents>) -> Self {
        let all = Strata::together(reports.iter().map(|path| &path.strata));
        let amounts = all.amounts();
        let highest = |proven| amounts.highest(proven).filter(|_| !amounts.sample().is_too_few());
        // Reports are known in two digits, so the claim is held against them in two digits.
        let reached = month.and_then(|month| Reached::of(&all, month.two_digits()));
        Self {
            as_of: path_figures::as_of(reports),
            n: amounts.n(),
            counts: reports.iter().map(|path| path.counts).sum(),
            reconciled: all.reconciled(),
            reached,
            highest: highest(false),
            highest_proven: highest(true),
            strip: reached.and_then(|_| strip(&all, month)),
            is_off_scale: month.is_some_and(|month| month > END_OF_SCALE),
        }
    }

    pub fn somebody_reached(&self) -> bool {
        self.reached.is_some_and(|reached| reached.people() > 0)
    }

    pub fn is_too_few(&self) -> bool {
        Sample::of(self.n).is_too_few()
    }

    /// "The highest report is $3,190, and the highest with proof is $730."
    pub fn highest_in_words(&self) -> Option<String> {
        let highest = self.highest?.to_string();
        let proven = self.highest_proven.map(|sum| sum.to_string());
        Some(match proven {
            Some(proven) if proven == highest => {
                format!("The highest report is {highest}, and a moderator saw proof of it.")
            }
            Some(proven) => {
                format!("The highest report is {highest}, and the highest with proof is {proven}.")
            }
            None => format!("The highest report is {highest}, and no report comes with proof."),
        })
    }
}

fn strip(reports: &Strata, claim: Option<UsdCents>) -> Option<Svg> {
    let line = claim.map_or(String::new(), |claim| format!(", with a line at the claim of {claim} a month"));
    let rows = Stratum::of_all(reports);
    let people: usize = rows.iter().map(|row| row.reports.n()).sum();
    let label =
        format!("{people} reports on a scale from a loss of $10,000 to a gain of $10,000 a month{line}");
    strata(&rows, claim, &label)
}
