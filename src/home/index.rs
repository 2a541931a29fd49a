use super::{chosen_cases::mixed, overview::Overview, path_rows::PathRow};
use crate::{
    case_studies::{self, CaseCard},
    charts::{Svg, Width, strip_axis},
    directory,
    experiences::{
        self, ExperienceCard, Of,
        path_figures::{self, PathFigures},
    },
    figures::Strata,
    paths,
    values::PathId,
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use serde_json::json;
use sqlx::PgPool;
use time::Date;

/// Case studies on the front page, half of them failures if there are enough.
const CASES: usize = 4;
const LATEST: i64 = 5;

#[derive(Debug, Template)]
#[template(path = "home/index.html")]
pub struct Index {
    chrome: Chrome,
    today: Date,
    all: Overview,
    paths: Vec<PathRow>,
    axis: Svg,
    cases: Vec<CaseCard>,
    /// How many case studies there are.
    told: usize,
    latest: Vec<ExperienceCard>,
    about_site: String,
}

/// `GET /`: what AI side work pays, path by path.
pub async fn page(chrome: Chrome, State(db): State<PgPool>) -> Result<Page<Index>> {
    let figures = path_figures::of_all(&db).await?;
    let cases = case_studies::all(&db).await?;
    Ok(Page(Index {
        today: crate::clock::today(&db).await?,
        all: overview(&figures),
        paths: path_rows(&db, figures).await?,
        axis: strip_axis(),
        told: cases.len(),
        cases: mixed(cases, CASES),
        latest: experiences::latest(&db, &Of::Everything, LATEST).await?,
        about_site: about_site(&chrome.base_url),
        chrome,
    }))
}

impl Index {
    /// Whether any path has enough reports to be drawn.
    fn has_strips(&self) -> bool {
        self.paths.iter().any(|row| row.strip.is_some())
    }
}

/// Every path's reports as one.
fn overview(figures: &[(PathId, PathFigures)]) -> Overview {
    let strata = Strata::together(figures.iter().map(|(_, path)| &path.strata));
    Overview::of(&strata, figures.iter().map(|(_, path)| path.counts).sum())
}

async fn path_rows(db: &PgPool, figures: Vec<(PathId, PathFigures)>) -> sqlx::Result<Vec<PathRow>> {
    let paths = paths::all(db).await?.into_iter();
    Ok(directory::beside(paths, figures).map(|(path, reports)| PathRow::of(path, reports)).collect())
}

/// The site for search engines: its name, and where its own search is. Fit for a script element.
fn about_site(base_url: &str) -> String {
    let site = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "First Bucket",
        "url": format!("{base_url}/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{base_url}/search?q={{search_term_string}}") },
            "query-input": "required name=search_term_string",
        },
    });
    // Inside a script element only an end tag could end it early.
    site.to_string().replace('<', "\\u003c")
}
