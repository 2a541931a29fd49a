//! The table that sets paths side by side, row after row.

use super::{
    Reports,
    differences::{self, Column, Extreme, REGISTERED_EARNED, REGISTERED_EARNING, TOLD_EARNED, TOLD_EARNING},
    facts,
};
use crate::{
    charts::{Svg, share_bar},
    figures::{Ending, Ranged, fragile, words},
    paths::{Dimension, Rating, Section},
    values::{ClosedList as _, how_many},
};

#[derive(Debug)]
pub struct Row {
    pub label: &'static str,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Default)]
pub struct Cell {
    pub drawing: Option<Svg>,
    pub said: Option<String>,
    pub note: Option<String>,
    /// How hard it is to fake, where it has a range.
    pub fragile: Option<String>,
    pub extreme: Option<Extreme>,
    /// The reason for an empty cell, where it is empty.
    pub blank: Blank,
}

/// Why a cell has nothing in it.
#[derive(Debug, Clone, Copy, Default)]
pub enum Blank {
    #[default]
    TooFew,
    NotStated,
}

impl Blank {
    pub fn label(self) -> &'static str {
        match self {
            Self::TooFew => "Too few reports",
            Self::NotStated => "Not stated",
        }
    }
}

/// The groups of the table with their rows. A figure that no path has enough reports for has no row.
pub fn groups(columns: &[Column]) -> Vec<(&'static str, Vec<Row>)> {
    use Dimension::*;
    let middle = |label, of: fn(&Reports) -> Option<Ranged>| ranged(columns, label, None, of);
    let share = |label, ending, of: fn(&Reports) -> Option<Ranged>| ranged(columns, label, Some(ending), of);
    let rated = |dimension| Some(rated(columns, dimension));
    vec![
        (
            "Money",
            shown([
                Some(row(columns, "Reports that count", reports)),
                figures(columns, "Take-home a month; one dot, one report", take_home),
                middle("Middle report, a month", |reports| reports.amounts.month_compared()),
                middle("Middle of those who earned", |reports| reports.amounts.earners_compared()),
                middle("Per hour worked", |reports| reports.amounts.hour_compared()),
                rated(StartupCapital),
                rated(IncomeModel),
            ]),
        ),
        (
            "Odds",
            shown([
                share(REGISTERED_EARNED, Ending::Earning, Reports::registered_earned),
                share(REGISTERED_EARNING, Ending::Earning, Reports::registered_earning),
                share(TOLD_EARNED, Ending::Earning, Reports::told_earned),
                share(TOLD_EARNING, Ending::Earning, Reports::told_earning),
                rated(Competition),
                rated(Risk),
                rated(Moat),
            ]),
        ),
        ("Time", shown([figures(columns, "Half had been paid by", half_paid_by), rated(Nature)])),
        (
            "Fit",
            shown([
                rated(BarrierToEntry),
                rated(DomainExpertise),
                rated(Skills),
                Some(row(columns, "You must bring", |column| Cell::prose(Some(&column.path.must_bring)))),
                Some(row(columns, "Who pays", |column| Cell::prose(column.path.who_pays.as_deref()))),
                Some(row(columns, "How it tends to fail", how_it_fails)),
            ]),
        ),
    ]
}

fn shown<const N: usize>(rows: [Option<Row>; N]) -> Vec<Row> {
    rows.into_iter().flatten().collect()
}

fn row(columns: &[Column], label: &'static str, cell: impl Fn(&Column) -> Cell) -> Row {
    Row { label, cells: columns.iter().map(cell).collect() }
}

/// The row, unless no column has anything to say in it.
fn figures(columns: &[Column], label: &'static str, cell: impl Fn(&Column) -> Cell) -> Option<Row> {
    Some(row(columns, label, cell)).filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
}

/// A row of a figure with its range, and as a bar where `ending` gives it a colour; none where no path has it.
fn ranged(
    columns: &[Column],
    label: &'static str,
    ending: Option<Ending>,
    of: fn(&Reports) -> Option<Ranged>,
) -> Option<Row> {
    let ranges = differences::ranges(columns, of);
    let cell = |(place, figure): (usize, &Option<Ranged>)| Cell {
        extreme: differences::extreme(&ranges, place),
        ..figure.as_ref().map(|figure| Cell::figure(figure, ending)).unwrap_or_default()
    };
    let cells: Vec<Cell> = ranges.iter().enumerate().map(cell).collect();
    ranges.iter().any(Option::is_some).then_some(Row { label, cells })
}

fn rated(columns: &[Column], dimension: Dimension) -> Row {
    row(columns, dimension.label(), |column| {
        column
            .path
            .rating(dimension)
            .filter(|rating| rating.is_stated())
            .map_or_else(|| Cell::prose(None), Cell::rating)
    })
}

fn reports(column: &Column) -> Cell {
    let reports = &column.reports;
    let (said, note) = match reports.n() {
        0 => ("None yet".to_owned(), Some("no numbers until five people have reported".to_owned())),
        n if !reports.has_figures() => (n.to_string(), Some("too few to say".to_owned())),
        n => {
            let (counted, support) = (reports.figures.strata.reconciled(), reports.amounts.support());
            (n.to_string(), Some(format!("{counted}. {support}")))
        }
    };
    Cell { said: Some(said), note, ..Cell::default() }
}

fn take_home(column: &Column) -> Cell {
    Cell { drawing: column.reports.strip(), ..Cell::default() }
}

fn half_paid_by(column: &Column) -> Cell {
    let month = column.reports.half_paid_by;
    Cell {
        said: month.map(|month| format!("month {month}")),
        note: month.map(|_| {
            format!(
                "of {}",
                how_many(column.reports.figures.registered_wait.cohort().n(), "registered start")
            )
        }),
        ..Cell::default()
    }
}

fn how_it_fails(column: &Column) -> Cell {
    Cell::prose(column.path.points(&Section::FailsWhen).first().map(|point| point.text.as_str()))
}

impl Cell {
    /// Words of the editors or the article.
    fn prose(said: Option<&str>) -> Self {
        Self { said: said.map(str::to_owned), blank: Blank::NotStated, ..Self::default() }
    }

    fn figure(figure: &Ranged, ending: Option<Ending>) -> Self {
        let (said, note, to_move) = match figure {
            Ranged::Bounds(bounds) => (
                bounds.to_string(),
                format!("likely range {}", bounds.range()),
                fragile::to_move_bounds(bounds),
            ),
            Ranged::Share(share) => {
                (share.to_string(), format!("range by chance {}", share.range()), fragile::to_move(share))
            }
            Ranged::Middle(middle, _) => (
                words::usd(middle.cents),
                format!("range by chance {}, {} reports", words::usd_range(middle.likely), middle.n),
                Some(middle.to_move),
            ),
        };
        let drawing = match (figure, ending) {
            (Ranged::Share(share), Some(ending)) => share_bar(share, ending),
            _ => None,
        };
        Self {
            drawing,
            said: Some(said),
            note: Some(note),
            fragile: to_move.map(facts::would_carry),
            ..Self::default()
        }
    }

    fn rating(rating: &Rating) -> Self {
        let basis = rating.basis.label().to_lowercase();
        let note = rating.aside().map_or_else(|| basis.clone(), |aside| format!("{aside}; {basis}"));
        Self { said: Some(rating.headline()), note: Some(note), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.drawing.is_none() && self.said.is_none()
    }
}
