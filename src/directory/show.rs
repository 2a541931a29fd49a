use super::{
    Reports,
    facts::{self, Fact},
};
use crate::{
    case_studies::{self, CaseCard, CaseOutcome},
    charts::{Svg, Width, dot_columns, share_bar},
    experiences::{self, ExperienceCard, Of},
    figures::{Ending, Share, words},
    paths::{self, Dimension, HustlePath, Rating, Section},
    values::{ClosedList as _, Slug},
    web::{AppError, Chrome, Page, Path, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::{Date, OffsetDateTime};

/// Stories on a path's page; the list holds the rest.
const STORIES: i64 = 5;

const SOURCE: &str =
    "“How to Earn Your First Bucket of Gold with AI: 7 Practical Paths for Ordinary People”, 2 March 2026";

#[derive(Debug, Template)]
#[template(path = "directory/show.html")]
pub struct Show {
    chrome: Chrome,
    today: Date,
    path: HustlePath,
    reports: Reports,
    failed: Vec<CaseCard>,
    /// The other case studies of the path.
    others: Vec<CaseCard>,
    stories: Vec<ExperienceCard>,
}

/// `GET /paths/{slug}`: everything known about one path, in one fixed order.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, Path(slug): Path<Slug>) -> Result<Page<Show>> {
    let path = paths::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    let reports = Reports::of(&db, path.id).await?;
    let cases = case_studies::of_path(&db, path.id).await?;
    let (failed, others) = cases.into_iter().partition(|case| case.outcome == CaseOutcome::Failed);
    let stories = experiences::latest(&db, &Of::Path(path.id), STORIES).await?;
    let today = OffsetDateTime::now_utc().date();
    Ok(Page(Show { chrome, today, path, reports, failed, others, stories }))
}

impl Show {
    /// Every rating, in the order of the facets.
    fn ratings(&self) -> Vec<&Rating> {
        Dimension::ALL.iter().filter_map(|dimension| self.path.rating(*dimension)).collect()
    }

    fn figures(&self) -> Vec<Fact> {
        facts::in_full(&self.reports)
    }

    fn columns(&self, width: Width) -> Option<Svg> {
        dot_columns(&self.reports.dots, width)
    }

    /// The finding of the chart of dots, in a sentence.
    fn what_it_pays(&self) -> String {
        match self.reports.summary.middle {
            Some(middle) => format!("Half of the reports show {} a month or less", words::usd(middle.cents)),
            None => format!("All {} reports, one by one", self.reports.n()),
        }
    }

    /// Each ending with its share and the bar that draws it; nobody's endings are kept.
    fn endings(&self) -> Vec<(Ending, Share, Option<Svg>)> {
        let endings = self.reports.summary.endings.iter();
        endings.map(|(ending, share)| (*ending, *share, share_bar(share, *ending))).collect()
    }

    /// The page for machines: where it stands and what it is.
    fn linked_data(&self) -> serde_json::Value {
        let at = |path: &str| format!("{}{path}", self.chrome.base_url);
        let crumb = |place, name: &str, path: &str| serde_json::json!({ "@type": "ListItem", "position": place, "name": name, "item": at(path) });
        serde_json::json!({ "@context": "https://schema.org", "@graph": [
            { "@type": "BreadcrumbList", "itemListElement": [
                crumb(1, "Home", "/"), crumb(2, "Paths", "/paths"), crumb(3, &self.path.name, &self.chrome.here),
            ] },
            { "@type": "Article", "headline": format!("{}: {}", self.path.name, self.path.tagline),
              "description": self.path.one_line, "dateModified": self.path.updated_on.to_string(),
              "mainEntityOfPage": self.chrome.canonical, "publisher": { "@type": "Organization", "name": "First Bucket" } },
        ] })
    }
}
