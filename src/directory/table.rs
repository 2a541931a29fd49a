//! The table that sets paths side by side, row after row.

use super::{
    Reports,
    differences::{self, Range},
};
use crate::{
    charts::{Svg, share_bar},
    figures::{Ending, Middle, Share, words},
    paths::{Dimension, HustlePath, Rating, Section},
    values::ClosedList as _,
};

#[derive(Debug)]
pub struct Column {
    pub path: HustlePath,
    pub reports: Reports,
}

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
    /// "Clearly the lowest".
    pub standing: Option<&'static str>,
    /// What stands there if nothing else does.
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
    let middle = |label, of: fn(&Reports) -> Option<Middle>| middle(columns, label, of);
    let share = |label, ending, of: fn(&Reports) -> Option<Share>| share(columns, label, ending, of);
    let rated = |dimension| Some(rated(columns, dimension));
    vec![
        (
            "Money",
            shown([
                Some(row(columns, "Reports that count", reports)),
                figures(columns, "Take-home a month; one dot, one report", take_home),
                middle("Middle report, a month", |reports| reports.summary.middle),
                middle("Middle of those who earned", |reports| reports.summary.middle_of_earners),
                middle("Per hour worked", |reports| reports.summary.hourly),
                rated(StartupCapital),
                rated(IncomeModel),
            ]),
        ),
        (
            "Odds",
            shown([
                share("Still earning", Ending::Earning, Reports::still_earning),
                share("Never earned", Ending::Nothing, |reports| reports.summary.never_earned),
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

fn middle(columns: &[Column], label: &'static str, of: fn(&Reports) -> Option<Middle>) -> Option<Row> {
    let middles: Vec<Option<Middle>> = columns.iter().map(|column| of(&column.reports)).collect();
    let ranges: Vec<Option<Range>> = middles.iter().map(|middle| middle.map(Range::from)).collect();
    let cell = |(place, middle): (usize, &Option<Middle>)| Cell {
        said: middle.map(|middle| words::usd(middle.cents)),
        note: middle.map(|middle| format!("likely range {}", words::usd_range(middle.likely))),
        standing: differences::standing(&ranges, place),
        ..Cell::default()
    };
    let cells: Vec<Cell> = middles.iter().enumerate().map(cell).collect();
    middles.iter().any(Option::is_some).then_some(Row { label, cells })
}

fn share(
    columns: &[Column],
    label: &'static str,
    ending: Ending,
    of: fn(&Reports) -> Option<Share>,
) -> Option<Row> {
    let shares: Vec<Option<Share>> = columns.iter().map(|column| of(&column.reports)).collect();
    let ranges: Vec<Option<Range>> = shares.iter().map(|share| share.map(Range::from)).collect();
    let cell = |(place, share): (usize, &Option<Share>)| Cell {
        drawing: share.and_then(|share| share_bar(&share, ending)),
        said: share.map(|share| share.to_string()),
        note: share.map(|share| format!("likely range {}", share.range())),
        standing: differences::standing(&ranges, place),
        ..Cell::default()
    };
    let cells: Vec<Cell> = shares.iter().enumerate().map(cell).collect();
    shares.iter().any(Option::is_some).then_some(Row { label, cells })
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
        n => (n.to_string(), Some(reports.summary.support())),
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
        note: month.map(|_| format!("of all {} reports", column.reports.n())),
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

    fn rating(rating: &Rating) -> Self {
        let basis = rating.basis.label().to_lowercase();
        let note = rating.aside().map_or_else(|| basis.clone(), |aside| format!("{aside}; {basis}"));
        Self { said: Some(rating.headline()), note: Some(note), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.drawing.is_none() && self.said.is_none()
    }
}
