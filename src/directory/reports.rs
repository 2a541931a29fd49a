use crate::{
    charts::{Dot, Strip, Svg},
    experiences::{
        Counts,
        path_figures::{self, PathFigures},
    },
    figures::{DOT_BANDS, Ending, Ladder, Ranged, Sample, Share, Spread, Summary, words},
    paths::{HustlePath, Measured, TimeToFirst},
    values::PathId,
};
use sqlx::PgPool;
use std::collections::HashMap;
use time::Date;

/// The reports of one path, as far as the honest-figure rule lets a page say it.
#[derive(Debug)]
pub struct Reports {
    /// The day on which they were counted.
    pub as_of: Date,
    pub counts: Counts,
    pub summary: Summary,
    pub ladder: Ladder,
    /// One for each report that counts; none where there are too few or too many to show.
    pub dots: Vec<Dot>,
    /// The month by which half of the registered starts had been paid, read off their curve; none where they have none, or
    /// fewer than half ever were.
    pub half_paid_by: Option<u32>,
    /// Everybody that figures rest on.
    pub spread: Spread,
    pub figures: PathFigures,
}

/// A column of the dot chart: how many, and the sum in three lengths.
#[derive(Debug)]
pub struct Bin {
    pub n: usize,
    pub label: &'static str,
    pub middling: &'static str,
    pub short: &'static str,
}

/// Each path with its reports.
pub fn beside(
    paths: impl Iterator<Item = HustlePath>,
    figures: Vec<(PathId, PathFigures)>,
) -> impl Iterator<Item = (HustlePath, Reports)> {
    let mut figures: HashMap<PathId, PathFigures> = figures.into_iter().collect();
    paths.filter_map(move |path| {
        let reports = figures.remove(&path.id)?.into();
        Some((path, reports))
    })
}

impl From<PathFigures> for Reports {
    fn from(figures: PathFigures) -> Self {
        let spread = figures.headline();
        let shows_dots = !spread.sample().is_too_few();
        Self {
            as_of: figures.as_of.date(),
            counts: figures.counts,
            summary: Summary::from(&spread),
            ladder: figures.ladder(),
            dots: if shows_dots { Dot::of_all(&spread, Dot::MOST) } else { Vec::new() },
            half_paid_by: figures.registered_wait.half_earned_by(),
            spread,
            figures,
        }
    }
}

impl Reports {
    pub async fn of(db: &PgPool, path_id: PathId) -> sqlx::Result<Self> {
        path_figures::of_path(db, path_id).await.map(Self::from)
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
        let label = format!(
            "{} reports on a scale from a loss of $10,000 to a gain of $10,000 a month",
            self.dots.len()
        );
        Strip { label: Some(&label), ..Strip::of(&self.dots) }.draw()
    }

    pub fn bins(&self) -> Vec<Bin> {
        let bins = self.spread.tally(&DOT_BANDS).into_iter();
        bins.map(|(band, n)| Bin { n, label: band.label, middling: band.middling, short: band.short })
            .collect()
    }

    /// The middle report's hour: "$3.10 an hour (likely range $1 to $6)".
    pub fn an_hour(&self) -> Option<String> {
        let middle = self.summary.hourly?;
        Some(format!(
            "{} an hour (likely range {})",
            words::usd(middle.cents),
            words::usd_range(middle.likely)
        ))
    }

    /// Take-home of the middle report a month, US cents; none below ten reports.
    pub fn month(&self) -> Option<Ranged> {
        Ranged::middle(self.spread.month_sums())
    }

    /// The middle month of those who ever earned; none below ten of them.
    pub fn month_of_earners(&self) -> Option<Ranged> {
        Ranged::middle(self.spread.earner_sums())
    }

    /// The middle of net hourly sums, US cents; none below ten reports that told their hours.
    pub fn hour(&self) -> Option<Ranged> {
        Ranged::middle(self.spread.hours().iter().copied())
    }

    /// How many never earned.
    pub fn never_earned(&self) -> Option<Ranged> {
        self.summary.never_earned.map(Ranged::Share)
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

    /// The measures that the list of paths is filtered by.
    pub fn measured(&self) -> Measured {
        Measured { time_to_first_income: self.time_to_first(), certainty: self.ladder.certainty }
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
