use crate::{
    charts::{Stratum, Svg, strata},
    experiences::{
        Counts,
        path_figures::{self, PathFigures},
    },
    figures::{Amounts, Due, Ladder, Ranged, Sample, Summary, words},
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
    /// How much, of everybody that figures rest on.
    pub amounts: Amounts,
    /// Of those who wrote to us afterwards.
    pub told: Summary,
    pub ladder: Ladder,
    /// The month by which half of the registered starts had been paid, read off their curve; none where they have none, or
    /// fewer than half ever were.
    pub half_paid_by: Option<u32>,
    pub figures: PathFigures,
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
        Self {
            as_of: figures.as_of.date(),
            counts: figures.counts,
            amounts: figures.amounts(),
            told: figures.strata.told(),
            ladder: figures.ladder(),
            half_paid_by: figures.registered_wait.half_earned_by(),
            figures,
        }
    }
}

impl Reports {
    pub async fn of(db: &PgPool, path_id: PathId) -> sqlx::Result<Self> {
        path_figures::of_path(db, path_id).await.map(Self::from)
    }

    /// How many reports figures of sums rest on.
    pub fn n(&self) -> usize {
        self.amounts.n()
    }

    pub fn is_empty(&self) -> bool {
        self.counts.published == 0
    }

    /// Whether there is anything to be counted at all.
    pub fn has_figures(&self) -> bool {
        !self.amounts.sample().is_too_few() || self.due().is_enough()
    }

    /// Registered starts, over everybody due.
    pub fn due(&self) -> &Due {
        &self.figures.strata.registered
    }

    /// Every report as a dot on one line of money, a row for each kind of teller.
    pub fn strip(&self) -> Option<Svg> {
        let rows = Stratum::of_all(&self.figures.strata);
        let people: usize = rows.iter().map(|row| row.reports.n()).sum();
        let label =
            format!("{people} reports on a scale from a loss of $10,000 to a gain of $10,000 a month");
        strata(&rows, None, &label)
    }

    /// How many earned, in a sentence for each kind of teller that there are enough of.
    pub fn earned_in_words(&self) -> Vec<String> {
        self.figures.strata.earned_in_words()
    }

    /// The middle report's hour: "$3.10 an hour (range by chance $1 to $6)".
    pub fn an_hour(&self) -> Option<String> {
        let middle = self.amounts.hourly()?;
        Some(format!(
            "{} an hour (range by chance {})",
            words::usd(middle.cents),
            words::usd_range(middle.likely)
        ))
    }

    /// How many registered starts had earned, as two paths are compared by it; none of fewer than five due.
    pub fn registered_earned(&self) -> Option<Ranged> {
        self.due().earned().map(Ranged::Bounds)
    }

    pub fn registered_earning(&self) -> Option<Ranged> {
        self.due().still_earning().map(Ranged::Bounds)
    }

    /// Of those who wrote to us afterwards; none of fewer than five.
    pub fn told_earned(&self) -> Option<Ranged> {
        self.told.earned.map(Ranged::Share)
    }

    pub fn told_earning(&self) -> Option<Ranged> {
        self.told.still_earning().map(Ranged::Share)
    }

    /// How many more reports open the next kind of figure, and what it is.
    pub fn next_step(&self) -> Option<(usize, &'static str)> {
        let n = self.n();
        match self.amounts.sample() {
            Sample::Empty | Sample::Stories => Some((5 - n, "counts and a chart of dots")),
            Sample::Counts => Some((10 - n, "a middle figure")),
            Sample::Middle => Some((20 - n, "shares drawn with their range")),
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
