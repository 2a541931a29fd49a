use super::Sureness;
use crate::{
    charts::{Dot, Strip, Svg},
    experiences::{self, Counts, Of},
    figures::{DOT_BANDS, Ending, Outcome, Sample, Share, Summary, tally},
    paths::{Measured, TimeToFirst},
};
use sqlx::PgPool;

/// More dots than this are a blot, and a page too heavy for a phone.
const MOST_DOTS: usize = 1_000;

/// What readers report of one path, as far as the honest-figure rule lets a page say it.
#[derive(Debug)]
pub struct Reports {
    pub counts: Counts,
    pub summary: Summary,
    pub sureness: Sureness,
    /// One for each report that counts; none where there are too few or too many to show.
    pub dots: Vec<Dot>,
    /// The months by which half of all who count had been paid; none below ten, or if fewer than half ever were.
    pub half_paid_by: Option<u32>,
}

/// A column of the dot chart: how many, and the sum in three lengths.
#[derive(Debug)]
pub struct Bin {
    pub n: usize,
    pub label: &'static str,
    pub middling: &'static str,
    pub short: &'static str,
}

impl Reports {
    pub async fn of(db: &PgPool, path_id: i64) -> sqlx::Result<Self> {
        let of = Of::Path(path_id);
        let (outcomes, counts) =
            tokio::try_join!(experiences::outcomes(db, &of), experiences::counts(db, &of))?;
        Ok(Self::from_outcomes(&outcomes, counts))
    }

    fn from_outcomes(outcomes: &[Outcome], counts: Counts) -> Self {
        let summary = Summary::of(outcomes);
        let shows_dots = !summary.sample.is_too_few() && outcomes.len() <= MOST_DOTS;
        Self {
            counts,
            sureness: Sureness::of(&summary, &counts),
            dots: if shows_dots { outcomes.iter().map(Dot::from).collect() } else { Vec::new() },
            half_paid_by: half_paid_by(outcomes),
            summary,
        }
    }

    /// How many reports figures rest on.
    pub fn n(&self) -> usize {
        self.summary.n
    }

    pub fn is_empty(&self) -> bool {
        self.counts.published == 0
    }

    /// Whether there is anything to be counted at all.
    pub fn has_figures(&self) -> bool {
        !self.summary.sample.is_too_few()
    }

    pub fn has_shares(&self) -> bool {
        self.summary.sample.has_shares()
    }

    /// Every report as a dot on one line of money.
    pub fn strip(&self) -> Option<Svg> {
        let label = format!("{} reports on a scale from no gain to $10,000 a month", self.dots.len());
        Strip { label: Some(&label), ..Strip::of(&self.dots) }.draw()
    }

    pub fn bins(&self) -> Vec<Bin> {
        let sums: Vec<i64> = self.dots.iter().map(|dot| dot.monthly_cents).collect();
        let bins = tally(&DOT_BANDS, &sums).into_iter();
        bins.map(|(band, n)| Bin { n, label: band.label, middling: band.middling, short: band.short })
            .collect()
    }

    /// How many still earn.
    pub fn still_earning(&self) -> Option<Share> {
        self.summary.endings.iter().find(|(ending, _)| *ending == Ending::Earning).map(|(_, share)| *share)
    }

    /// How many more reports open the next kind of figure, and what it is.
    pub fn next_step(&self) -> Option<(usize, &'static str)> {
        let n = self.n();
        match self.summary.sample {
            Sample::Empty | Sample::Stories => Some((5 - n, "counts and a chart of dots")),
            Sample::Counts => Some((10 - n, "a middle figure")),
            Sample::Middle => Some((20 - n, "shares with their likely range")),
            Sample::Shares => None,
        }
    }

    /// What the filters of the list of paths go by.
    pub fn measured(&self) -> Measured {
        Measured { time_to_first_income: self.time_to_first(), certainty: self.sureness.level }
    }

    fn time_to_first(&self) -> TimeToFirst {
        match self.half_paid_by {
            None => TimeToFirst::NotEnoughData,
            Some(..=1) => TimeToFirst::OneMonth,
            Some(..=3) => TimeToFirst::ThreeMonths,
            Some(..=6) => TimeToFirst::SixMonths,
            Some(..=12) => TimeToFirst::OneYear,
            Some(_) => TimeToFirst::Longer,
        }
    }
}

/// Whoever was not paid counts as later than everybody who was.
fn half_paid_by(outcomes: &[Outcome]) -> Option<u32> {
    if !Sample::of(outcomes.len()).has_middle() {
        return None;
    }
    let mut waits: Vec<f64> = outcomes.iter().filter_map(|outcome| outcome.months_to_first).collect();
    waits.sort_by(f64::total_cmp);
    let half = outcomes.len().div_ceil(2);
    waits.get(half - 1).map(|months| months.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waited(months: impl IntoIterator<Item = Option<f64>>) -> Vec<Outcome> {
        let outcome = |months_to_first| Outcome {
            monthly_cents: 0,
            hourly_cents: None,
            months_to_first,
            proof_seen: false,
            ending: Ending::Waiting,
        };
        months.into_iter().map(outcome).collect()
    }

    #[test]
    fn half_were_paid_only_if_half_were_paid() {
        let paid =
            |k: usize, n: usize| half_paid_by(&waited((0..n).map(|i| (i < k).then_some(i as f64 + 0.5))));
        assert_eq!(paid(9, 9), None, "nine reports have no middle");
        assert_eq!(paid(4, 10), None, "six of ten were never paid");
        assert_eq!(paid(5, 10), Some(5));
        assert_eq!(paid(11, 11), Some(6));
    }
}
