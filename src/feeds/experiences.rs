use super::{
    atom::{Entry, Feed},
    queries::{self, Report},
};
use crate::{
    experiences, paths,
    values::{Slug, isolated},
    web::{AppError, Path, Query, Result, Site, View},
};
use axum::extract::State;
use serde::Deserialize;
use sqlx::PgPool;

const PAGE: &str = "/experiences";

/// `GET /feeds/experiences.atom`: the newest reports, with the filters of their page.
pub async fn all(query: Query, State(site): State<Site>, State(db): State<PgPool>) -> Result<Feed> {
    let view = view(&db, &query).await?;
    let here = view.url_at("/feeds/experiences.atom");
    feed(&site, &db, &view, &here, &view.url_at(PAGE), "new reports").await
}

/// `GET /feeds/paths/{slug}.atom`: the newest reports of one path.
pub async fn of_path(
    Path(OfPath(slug)): Path<OfPath>,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Feed> {
    let path = paths::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    let view = view(&db, &Query(vec![("path".to_owned(), slug.to_string())])).await?;
    let (here, page) = (format!("/feeds/paths/{slug}.atom"), format!("/paths/{slug}"));
    feed(&site, &db, &view, &here, &page, &format!("new reports on {}", path.name)).await
}

/// The last part of the address, such as `consulting.atom`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct OfPath(Slug);

impl TryFrom<String> for OfPath {
    type Error = &'static str;

    fn try_from(file: String) -> Result<Self, Self::Error> {
        let slug = file.strip_suffix(".atom").ok_or("not a feed")?;
        Slug::try_from(slug.to_owned()).map(Self)
    }
}

async fn view(db: &PgPool, query: &Query) -> sqlx::Result<View> {
    let facets = experiences::facets(&experiences::choices(db).await?, crate::clock::today(db).await?);
    Ok(View::read(PAGE, &facets, &[], query).with_page(1))
}

async fn feed(site: &Site, db: &PgPool, view: &View, here: &str, page: &str, title: &str) -> Result<Feed> {
    let reports = queries::newest(db, view).await?;
    let entries = reports.into_iter().map(Entry::from).collect();
    Ok(Feed::of(site, here, page, title, entries).without(&view.left_out))
}

impl From<Report> for Entry {
    fn from(report: Report) -> Self {
        let Report { card, published_at, changed_at } = report;
        Self {
            name: format!("experience/{}", card.id),
            page: format!("{PAGE}/{}", card.id),
            published: published_at,
            updated: changed_at,
            text: facts(&card),
            category: (card.path_slug, card.path_name),
            title: card.headline,
        }
    }
}

/// "Content creation. Earning. Take-home: $150 a month; 8 hours a week, 10 months, $40 spent."
fn facts(card: &experiences::ExperienceCard) -> String {
    let take_home = match card.take_home() {
        _ if card.is_open_plan() => "not known yet".to_owned(),
        (sum, of) => format!("{sum} {of}"),
    };
    let (ending, effort) = (card.ending().label(), card.effort().join(", "));
    let facts = format!("{}. {ending}. Take-home: {take_home}; {effort}.", card.path_name);
    let seller = if card.seller { " The author sells something about the path." } else { "" };
    let quote = card.quote().map(|quote| format!(" “{}”", isolated(quote))).unwrap_or_default();
    format!("{facts}{seller}{quote}")
}
