use super::{
    Columns, Reports, columns,
    curve::{self, Curve, TooFew},
    edge::{self, LEAST as LEAST_IN_A_COHORT},
    facts::{self, Fact},
    stops::Stops,
    strata::{self, Stratum},
    wage::Wage,
};
use crate::{
    case_studies::{self, CaseCard, CaseOutcome},
    charts::{Dot, Flow, Svg, Width, share_bar},
    counting::SharedIndex,
    experiences::{self, Alike, Counts, ExperienceCard, LIKENESSES, ListSummary, Of},
    figures::{Ending, Incidence, Share, certainty::Direction, words},
    paths::{self, Dimension, HustlePath, Rating, Section},
    values::{ClosedList as _, Slug},
    web::{AppError, Chrome, Page, Path, Query, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

/// Stories on a path's page; the list holds the rest.
const STORIES: i64 = 5;

const SOURCE: &str =
    "“How to Earn Your First Bucket of Gold with AI: 7 Practical Paths for Ordinary People”, 2 March 2026";

#[derive(Debug, Template)]
#[template(path = "directory/show.html", blocks = ["main"])]
pub struct Show {
    chrome: Chrome,
    path: HustlePath,
    /// The day since which two people read what comes in on it.
    read_by_two_since: Option<Date>,
    reports: Reports,
    columns: Vec<Columns>,
    flow: Option<Flow>,
    curves: Vec<Curve>,
    /// The kinds of tellers that have no curve.
    without_curve: Vec<TooFew>,
    wage: Wage,
    strata: Vec<Stratum>,
    stops: Stops,
    /// How edges ended, and how soon.
    edges: Vec<edge::Ending>,
    alike: Alike,
    /// Figures of people like the reader, where there are enough.
    alike_said: Option<ListSummary>,
    failed: Vec<CaseCard>,
    /// The other case studies of the path.
    others: Vec<CaseCard>,
    stories: Vec<ExperienceCard>,
}

/// `GET /paths/{slug}`: everything known about one path, in one fixed order.
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    State(index): State<SharedIndex>,
    Path(slug): Path<Slug>,
    query: Query,
) -> Result<Page<Show>> {
    let path = paths::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    Ok(Page(Show::of(chrome, &db, &index, path, &query).await?))
}

/// The page's address with what the reader chose on it.
fn as_chosen(slug: &str, query: &Query) -> String {
    let chosen = LIKENESSES.iter().chain(&["wage"]).filter_map(|key| {
        let value = query.first(key).filter(|value| !value.is_empty())?;
        Some((*key, value))
    });
    let chosen: Vec<_> = chosen.collect();
    match serde_html_form::to_string(&chosen) {
        Ok(chosen) if !chosen.is_empty() => format!("/paths/{slug}?{chosen}"),
        _ => format!("/paths/{slug}"),
    }
}

impl Show {
    pub async fn of(
        chrome: Chrome,
        db: &PgPool,
        index: &SharedIndex,
        path: HustlePath,
        query: &Query,
    ) -> Result<Self> {
        let reports = Reports::of(db, path.id).await?;
        let cases = case_studies::of_path(db, path.id).await?;
        let (failed, others) = cases.into_iter().partition(|case| case.outcome == CaseOutcome::Failed);
        let stories = experiences::latest(db, &Of::Path(path.id), STORIES).await?;
        let alike = Alike::find(db, index, path.slug.as_str(), query).await?;
        let (curves, without_curve) = curve::curves(&reports.figures);
        Ok(Self {
            chrome: chrome
                .at(&format!("/paths/{}", path.slug))
                .shared_as(&as_chosen(path.slug.as_str(), query)),
            read_by_two_since: paths::read_by_two_since(db, path.id).await?.map(|at| at.date()),
            wage: Wage::of(query.first("wage"), &reports.amounts),
            strata: strata::strata(&reports.figures),
            stops: Stops::of(&reports.figures.stops),
            edges: edge::endings(&reports.figures),
            alike_said: alike.is_asked().then(|| ListSummary::of(&alike.strata, &Counts::default())),
            alike,
            columns: columns(&reports.figures.strata, Dot::MOST),
            flow: Flow::of(&reports.due().starts),
            curves,
            without_curve,
            path,
            reports,
            failed,
            others,
            stories,
        })
    }

    /// The page's part between masthead and footer.
    pub fn main(&self) -> Result<String> {
        self.as_main().render().map_err(|error| AppError::Internal(error.into()))
    }

    /// Every rating, in the order of the facets.
    fn ratings(&self) -> Vec<&Rating> {
        Dimension::ALL.iter().filter_map(|dimension| self.path.rating(*dimension)).collect()
    }

    fn figures(&self) -> Vec<Fact> {
        facts::in_full(&self.reports)
    }

    /// The finding of the charts of dots, in a sentence.
    fn what_it_pays(&self) -> String {
        match self.reports.amounts.middle() {
            Some(middle) => format!("Half of the reports show {} a month or less", words::usd(middle.cents)),
            None => format!("All {} reports, one by one", self.reports.n()),
        }
    }

    /// Of those who wrote to us afterwards, each ending with its share and the bar that draws it; nobody's endings are kept.
    fn endings(&self) -> Vec<(Ending, Share, Option<Svg>)> {
        let endings = self.reports.told.endings.iter();
        endings.map(|(ending, share)| (*ending, *share, share_bar(share, *ending))).collect()
    }

    fn has_merged_edges(&self) -> bool {
        self.edges.iter().flat_map(|ending| &ending.cohorts).any(|edge| edge.is_merged)
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
