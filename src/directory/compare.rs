use super::{
    Reports,
    differences::{self, Difference},
};
use crate::{
    charts::{Svg, share_bar},
    figures::{Ending, Middle, Share, words},
    paths::{self, Dimension, HustlePath, PathOption, Section},
    values::ClosedList as _,
    web::{Chrome, Page, Query, Result},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

/// More columns than this are no table that can be read.
const MOST: usize = 3;

#[derive(Debug, Template)]
#[template(path = "directory/compare.html")]
pub struct Compare {
    chrome: Chrome,
    options: Vec<PathOption>,
    columns: Vec<Column>,
    /// What of the choice is not shown, and why.
    notices: Vec<&'static str>,
}

#[derive(Debug)]
struct Column {
    path: HustlePath,
    reports: Reports,
}

/// A line of the table.
#[derive(Debug)]
struct Row {
    label: &'static str,
    cells: Vec<Cell>,
}

#[derive(Debug, Default)]
struct Cell {
    drawing: Option<Svg>,
    /// None where the reports are too few.
    said: Option<String>,
    note: Option<String>,
    /// "Clearly the lowest".
    standing: Option<&'static str>,
}

/// `GET /paths/compare?path=…&path=…`: up to three paths side by side; without any, the form to choose them.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<Compare>> {
    let asked = asked(&query);
    let known = paths::all(&db).await?;
    let options = paths::options(&db).await?;
    let chosen: Vec<&HustlePath> =
        asked.iter().filter_map(|slug| known.iter().find(|path| path.slug.as_str() == *slug)).collect();
    let notices = notices(asked.len(), chosen.len());
    let mut columns = Vec::new();
    for path in chosen.into_iter().take(MOST) {
        columns.push(Column { path: path.clone(), reports: Reports::of(&db, path.id).await? });
    }
    let chrome = chrome.at(&address(&columns));
    Ok(Page(Compare { chrome, options, columns, notices }))
}

/// The slugs asked for, each once, in the order given.
fn asked(query: &Query) -> Vec<&str> {
    let mut asked = Vec::new();
    let slugs = query.0.iter().filter(|(name, _)| name == "path").map(|(_, slug)| slug.trim());
    for slug in slugs.filter(|slug| !slug.is_empty()) {
        if !asked.contains(&slug) {
            asked.push(slug);
        }
    }
    asked
}

fn notices(asked: usize, known: usize) -> Vec<&'static str> {
    let too_many = (known > MOST).then_some("You chose more than three paths. These are the first three.");
    let unknown = (asked > known).then_some("The address names a path that we do not have; it is left out.");
    too_many.into_iter().chain(unknown).collect()
}

fn address(columns: &[Column]) -> String {
    let pairs: Vec<String> = columns.iter().map(|column| format!("path={}", column.path.slug)).collect();
    if pairs.is_empty() { "/paths/compare".to_owned() } else { format!("/paths/compare?{}", pairs.join("&")) }
}

impl Compare {
    /// The selects of the form: their label, and the path that each stands at.
    fn picks(&self) -> Vec<(&'static str, &str)> {
        let slug = |place: usize| self.columns.get(place).map_or("", |column| column.path.slug.as_str());
        ["First path", "Second path", "Third path"]
            .into_iter()
            .enumerate()
            .map(|(i, label)| (label, slug(i)))
            .collect()
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.path.name.as_str()).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    fn differences(&self) -> Vec<Difference> {
        let paths: Vec<&HustlePath> = self.columns.iter().map(|column| &column.path).collect();
        if paths.len() < 2 { Vec::new() } else { differences::between(&paths) }
    }

    /// The groups of the table with their rows; figures that nobody has are left out, and said to be.
    fn groups(&self) -> Vec<(&'static str, Vec<Row>)> {
        use Dimension::*;
        let money = [
            self.reports_row(),
            self.take_home(),
            self.middle("Middle report, a month", |reports| reports.summary.middle),
            self.middle("Middle of those who earned", |reports| reports.summary.middle_of_earners),
            self.middle("Per hour worked", |reports| reports.summary.hourly),
        ];
        let odds = [
            self.share("Still earning", Ending::Earning, Reports::still_earning),
            self.share("Never earned", Ending::Nothing, |reports| reports.summary.never_earned),
        ];
        let rated = |dimension| Some(self.rated(dimension));
        vec![
            ("Money", shown(money.into_iter().chain([StartupCapital, IncomeModel].map(rated)))),
            ("Odds", shown(odds.into_iter().chain([Competition, Risk, Moat].map(rated)))),
            ("Time", shown([self.half_paid_by(), rated(Nature)])),
            (
                "Fit",
                shown(
                    [BarrierToEntry, DomainExpertise, Skills].map(rated).into_iter().chain(self.in_words()),
                ),
            ),
        ]
    }

    fn row(&self, label: &'static str, cell: impl Fn(&Column) -> Cell) -> Row {
        Row { label, cells: self.columns.iter().map(cell).collect() }
    }

    /// The row, unless no column has anything to say in it.
    fn figures(&self, label: &'static str, cell: impl Fn(&Column) -> Cell) -> Option<Row> {
        Some(self.row(label, cell)).filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
    }

    fn reports_row(&self) -> Option<Row> {
        Some(self.row("Reports that count", |column| match column.reports.n() {
            0 => Cell::of("None yet", Some("we show no numbers until five people have reported".into())),
            n if !column.reports.has_figures() => Cell::of(n, Some("too few to say".into())),
            n => {
                Cell::of(n, column.reports.summary.proof_seen.map(|proof| format!("proof seen for {proof}")))
            }
        }))
    }

    fn take_home(&self) -> Option<Row> {
        self.figures("Take-home a month; one dot, one report", |column| Cell {
            drawing: column.reports.strip(),
            ..Cell::default()
        })
    }

    fn middle(&self, label: &'static str, of: impl Fn(&Reports) -> Option<Middle>) -> Option<Row> {
        let middles: Vec<Option<Middle>> = self.columns.iter().map(|column| of(&column.reports)).collect();
        let cell = |(place, middle): (usize, &Option<Middle>)| Cell {
            said: middle.map(|middle| words::usd(middle.cents)),
            note: middle.map(|middle| format!("likely range {}", words::usd_range(middle.likely))),
            standing: differences::standing(&middles, place),
            drawing: None,
        };
        let row = Row { label, cells: middles.iter().enumerate().map(cell).collect() };
        Some(row).filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
    }

    fn share(
        &self,
        label: &'static str,
        ending: Ending,
        of: impl Fn(&Reports) -> Option<Share>,
    ) -> Option<Row> {
        self.figures(label, |column| {
            let share = of(&column.reports);
            Cell {
                drawing: share.and_then(|share| share_bar(&share, ending)),
                said: share.map(|share| share.to_string()),
                note: share.map(|share| format!("likely range {}", share.range())),
                standing: None,
            }
        })
    }

    fn half_paid_by(&self) -> Option<Row> {
        self.figures("Half had been paid by", |column| Cell {
            said: column.reports.half_paid_by.map(|month| format!("month {month}")),
            note: column.reports.half_paid_by.map(|_| format!("of {} reports", column.reports.n())),
            ..Cell::default()
        })
    }

    fn rated(&self, dimension: Dimension) -> Row {
        self.row(dimension.label(), |column| match column.path.rating(dimension) {
            None => Cell::of("Not stated", None),
            Some(rating) => {
                let basis = rating.basis.label().to_lowercase();
                let aside = rating.aside().map_or_else(|| basis.clone(), |aside| format!("{aside}; {basis}"));
                Cell::of(rating.headline(), Some(aside).filter(|aside| aside != "not stated"))
            }
        })
    }

    fn in_words(&self) -> [Option<Row>; 3] {
        [
            Some(self.row("You must bring", |column| Cell::of(&column.path.must_bring, None))),
            Some(self.row("Who pays", |column| {
                Cell::of(column.path.who_pays.as_deref().unwrap_or("Not stated"), None)
            })),
            Some(self.row("How it tends to fail", |column| Cell {
                said: column.path.points(&Section::FailsWhen).first().map(|point| point.text.clone()),
                ..Cell::default()
            })),
        ]
    }
}

fn shown(rows: impl IntoIterator<Item = Option<Row>>) -> Vec<Row> {
    rows.into_iter().flatten().collect()
}

impl Cell {
    fn of(said: impl ToString, note: Option<String>) -> Self {
        Self { said: Some(said.to_string()), note, ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.drawing.is_none() && self.said.is_none()
    }
}
