use super::Counts;
use crate::{
    charts::{Dot, Strip, Svg, strip_axis},
    figures::{Sample, Spread, Summary, words},
};

/// The reports of a list as one, by the honest-figure rule.
#[derive(Debug)]
pub struct ListSummary {
    /// How many of them figures rest on.
    pub n: usize,
    /// The figures in sentences; none where there are too few to say.
    pub said: Vec<String>,
    /// Published reports of the list that are in no figure, each kind in words.
    pub left_out: Vec<String>,
    /// Every report as a dot; none where there are too few or too many.
    pub strip: Option<Svg>,
    pub axis: Svg,
}

impl ListSummary {
    pub fn of(reports: &Spread, counts: &Counts) -> Self {
        let n = reports.n();
        let dots = Dot::of_all(reports, Dot::MOST);
        let label = format!("{} reports on a scale from a loss of $10,000 to a gain of $10,000 a month", n);
        let strip = Strip { label: Some(&label), ..Strip::of(&dots) };
        Self {
            n,
            said: sentences(&Summary::from(reports)),
            left_out: counts.left_out(),
            strip: strip.draw(),
            axis: strip_axis(),
        }
    }
}

fn sentences(summary: &Summary) -> Vec<String> {
    [middle(summary), never_earned(summary), hourly(summary), support(summary)]
        .into_iter()
        .flatten()
        .collect()
}

fn middle(summary: &Summary) -> Option<String> {
    let middle = summary.middle?;
    let (sum, likely) = (words::usd(middle.cents), words::usd_range(middle.likely));
    Some(format!("middle report {sum} a month (likely range {likely})."))
}

fn never_earned(summary: &Summary) -> Option<String> {
    let never = summary.never_earned?;
    let doubt = (summary.sample < Sample::Middle).then(|| format!(" (likely range {})", never.range()));
    let earners = summary.middle_of_earners.map(|earners| {
        format!("; the middle half of those who did made {} a month", words::usd_range(earners.half))
    });
    Some(format!(
        "{never} never earned anything{}{}.",
        doubt.unwrap_or_default(),
        earners.unwrap_or_default()
    ))
}

fn hourly(summary: &Summary) -> Option<String> {
    let hourly = summary.hourly?;
    let (sum, likely) = (words::usd(hourly.cents), words::usd_range(hourly.likely));
    Some(format!("Middle take-home for an hour: {sum} (likely range {likely})."))
}

fn support(summary: &Summary) -> Option<String> {
    summary.proof_seen.map(|_| format!("{}.", summary.support()))
}
