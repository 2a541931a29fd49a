use super::{
    Reports,
    differences::{self, Column, Difference},
    table::{self, Row},
};
use crate::{
    paths::{self, PathOption},
    values::isolated,
    web::{Chrome, LeftOut, Page, Query, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

/// More columns than this are no table that can be read.
const MOST: usize = 3;

#[derive(Debug, Template)]
#[template(path = "directory/compare.html")]
pub struct Compare {
    chrome: Chrome,
    options: Vec<PathOption>,
    columns: Vec<Column>,
    /// Parts of the choice that are not shown, and why.
    left_out: LeftOut,
}

/// `GET /paths/compare?path=…&path=…`: up to three paths side by side; without any, the form to choose them.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<Compare>> {
    let asked = asked(&query);
    let mut left_out = LeftOut::default();
    let known = paths::all(&db).await?;
    let options = paths::options(&db).await?;
    let mut columns = Vec::new();
    for slug in asked {
        match known.iter().find(|path| path.slug.as_str() == slug) {
            None => left_out.unknown("path", slug),
            Some(path) if columns.len() == MOST => {
                let told = "You chose more than three paths. These are the first three.";
                left_out.say(format!("{told} “{}” is left out.", isolated(&path.name)));
            }
            Some(path) => {
                columns.push(Column { path: path.clone(), reports: Reports::of(&db, path.id).await? })
            }
        }
    }
    let chrome = chrome.at(&address(&columns));
    Ok(Page(Compare { chrome, options, columns, left_out }))
}

/// The slugs asked for, each once, in the order given.
fn asked(query: &Query) -> Vec<&str> {
    let mut asked = Vec::new();
    for slug in query.all("path") {
        if !asked.contains(&slug) {
            asked.push(slug);
        }
    }
    asked
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
        let names: Vec<String> = self.columns.iter().map(|column| isolated(&column.path.name)).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    fn differences(&self) -> Vec<Difference> {
        if self.columns.len() < 2 { Vec::new() } else { differences::between(&self.columns) }
    }

    fn smallest(&self) -> Vec<(&'static str, Vec<String>)> {
        differences::smallest(&self.columns)
    }

    /// The day as of which the figures of all of them hold; none without a path.
    fn as_of(&self) -> Option<Date> {
        self.columns.iter().map(|column| column.reports.as_of).min()
    }

    /// The groups of the table with their rows.
    fn groups(&self) -> Vec<(&'static str, Vec<Row>)> {
        table::groups(&self.columns)
    }
}
