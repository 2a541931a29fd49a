//! A claim among readers' reports, by the honest-figure rule.

use crate::{
    charts::{Dot, Strip, Svg},
    experiences::{
        Counts,
        path_figures::{self, PathFigures},
    },
    figures::{Sample, Share, Spread, words},
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
    /// How many reached the sum; none below five, and where the sum cannot be set against dollars.
    pub reached: Option<Share>,
    /// The highest report, and the highest with proof; a month. None below five.
    pub highest: Option<UsdCents>,
    pub highest_proven: Option<UsdCents>,
    /// None where `reached` is.
    pub strip: Option<Svg>,
    /// Whether the sum lies beyond the end of the chart's scale.
    pub is_off_scale: bool,
}

impl Comparison {
    /// `month` is the claim in US dollars; `reports` are those of one path, or of all.
    pub fn of(reports: &[PathFigures], month: Option<UsdCents>) -> Self {
        let headlines: Vec<Spread> = reports.iter().map(PathFigures::headline).collect();
        let spread = Spread::together(&headlines);
        let shown = !spread.sample().is_too_few();
        let highest = |proven: bool| {
            let sums = spread.months().iter().map(|(month, _)| month);
            sums.filter(|month| shown && (month.proof_seen || !proven)).map(|month| month.cents).max()
        };
        // Reports are known in two digits, so the claim is held against them in two digits.
        let sum = month.map(UsdCents::two_digits);
        let reached = sum.and_then(|sum| spread.share(|month| month.cents >= sum));
        Self {
            as_of: path_figures::as_of(reports),
            n: spread.n(),
            counts: reports.iter().map(|path| path.counts).sum(),
            reached,
            highest: highest(false),
            highest_proven: highest(true),
            strip: reached.and_then(|_| strip(&spread, month)),
            is_off_scale: month.is_some_and(|month| month > END_OF_SCALE),
        }
    }

    pub fn somebody_reached(&self) -> bool {
        self.reached.is_some_and(|share| share.k > 0)
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

    /// The likely range of the share among everybody like these, as a sentence; none where there is no share.
    pub fn likely_in_words(&self) -> Option<String> {
        let Share { k, n, likely } = self.reached?;
        let upper = (likely.high * 100.0).ceil() as u32;
        let range = words::percent_range(likely);
        Some(match (k, upper) {
            (0, _) => {
                format!("With {n} reports and no such case, the real share is probably under {upper} in 100.")
            }
            (_, 100..) => format!("The likely range of the share is {range}."),
            _ => format!("The likely range of the share is {range}: it is probably under {upper} in 100."),
        })
    }
}

fn strip(reports: &Spread, claim: Option<UsdCents>) -> Option<Svg> {
    let dots = Dot::of_all(reports, Dot::MOST);
    let line = claim.map_or(String::new(), |claim| format!(", with a line at the claim of {claim} a month"));
    let label = format!(
        "{} reports on a scale from a loss of $10,000 to a gain of $10,000 a month{line}",
        dots.len()
    );
    Strip { height: 60, claim, label: Some(&label), ..Strip::of(&dots) }.draw()
}
