use super::Counts;
use crate::{
    charts::{Stratum, Svg, strata, strip_axis},
    figures::{Amounts, Strata, words},
};

/// The reports of a list as one, by the honest-figure rule: how much, and apart by who tells them, how many earned.
#[derive(Debug)]
pub struct ListSummary {
    /// How many of them figures rest on.
    pub n: usize,
    /// The figures in sentences; none where there are too few to say.
    pub said: Vec<String>,
    /// The counts of the same people, reconciled.
    pub reconciled: String,
    /// Published reports of the list that are in no figure, each kind in words.
    pub left_out: Vec<String>,
    /// Every report as a dot; none where there are too few or too many.
    pub strip: Option<Svg>,
    pub axis: Svg,
}

impl ListSummary {
    pub fn of(reports: &Strata, counts: &Counts) -> Self {
        let amounts = reports.amounts();
        let n = amounts.n();
        let label = format!("{n} reports on a scale from a loss of $10,000 to a gain of $10,000 a month");
        Self {
            n,
            said: sentences(reports, &amounts),
            reconciled: reports.reconciled(),
            left_out: counts.left_out(),
            strip: strata(&Stratum::of_all(reports), None, &label),
            axis: strip_axis(),
        }
    }
}

fn sentences(reports: &Strata, amounts: &Amounts) -> Vec<String> {
    if amounts.sample().is_too_few() && !reports.registered.is_enough() {
        return Vec::new();
    }
    let support = format!("{}.", amounts.support());
    let earned = reports.earned_in_words();
    earned
        .into_iter()
        .chain(middle(amounts))
        .chain(earners(amounts))
        .chain(hourly(amounts))
        .chain([support])
        .collect()
}

fn middle(amounts: &Amounts) -> Option<String> {
    let middle = amounts.middle()?;
    let (sum, range) = (words::usd(middle.cents), words::usd_range(middle.likely));
    Some(format!("Middle report of {}: {sum} a month (range by chance {range}).", middle.n))
}

fn earners(amounts: &Amounts) -> Option<String> {
    let middle = amounts.middle_of_earners()?;
    let half = words::usd_range(middle.half);
    Some(format!("The middle half of the {} who had earned made {half} a month.", middle.n))
}

fn hourly(amounts: &Amounts) -> Option<String> {
    let hourly = amounts.hourly()?;
    let (sum, range) = (words::usd(hourly.cents), words::usd_range(hourly.likely));
    Some(format!("Middle take-home for an hour: {sum} (range by chance {range})."))
}
