//! The files that crawlers ask for. Every address begins with the one that was set for the site, never with a
//! request's `Host`.

use super::queries;
use crate::{
    clock,
    config::BaseUrl,
    values::ExperienceId,
    web::{AppError, Path, Result, Site},
};
use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use sqlx::PgPool;
use time::{Date, Duration};

/// Addresses that one sitemap may hold, by the protocol.
const MOST: i64 = 50_000;

const STANDING: [&str; 16] = [
    "/",
    "/paths",
    "/paths/compare",
    "/cases",
    "/experiences",
    "/find",
    "/check",
    "/method",
    "/about",
    "/log",
    "/corrections",
    "/rates",
    "/limits",
    "/data",
    "/data/dictionary",
    "/api",
];

/// `GET /robots.txt`: everything may be read; private links and moderators' pages are nobody's to find.
pub async fn robots(State(site): State<Site>) -> String {
    format!(
        "User-agent: *\nDisallow: /admin\nDisallow: /m/\nDisallow: /f/\nDisallow: /flag/\nDisallow: /search\n\nSitemap: {}/sitemap.xml\n",
        site.base_url
    )
}

/// `GET /.well-known/security.txt` (RFC 9116): whom to tell of a fault, if an address for that is set. Read it again after
/// half a year at the latest.
pub async fn security(State(site): State<Site>) -> Result<String> {
    let contact = site.security_contact.ok_or(AppError::NotFound)?;
    let expires = clock::machine_today() + Duration::days(180);
    Ok(format!(
        "Contact: mailto:{}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: en\nCanonical: {}/.well-known/security.txt\n",
        contact.as_str(),
        site.base_url,
    ))
}

#[derive(Debug, Template)]
#[template(path = "home/sitemap_index.xml")]
struct SitemapIndex {
    base_url: BaseUrl,
    /// Sitemaps of experiences, counted from 1.
    pages: i64,
}

/// `GET /sitemap.xml`: the list of the sitemaps.
pub async fn sitemap(State(db): State<PgPool>, State(site): State<Site>) -> Result<Response> {
    let last = queries::last_experience(&db).await?.0;
    xml(&SitemapIndex { base_url: site.base_url, pages: (last + MOST - 1) / MOST })
}

#[derive(Debug, Template)]
#[template(path = "home/sitemap.xml")]
struct Sitemap {
    base_url: BaseUrl,
    standing: &'static [&'static str],
    changing: Vec<(String, Date)>,
}

/// `GET /sitemap/directory.xml`: standing pages, paths and case studies.
pub async fn directory(State(db): State<PgPool>, State(site): State<Site>) -> Result<Response> {
    let changing = queries::directory(&db).await?;
    xml(&Sitemap { base_url: site.base_url, standing: &STANDING, changing })
}

/// `GET /sitemap/experiences/{page}`: the experiences of one span of ids, pages counted from 1.
pub async fn experiences(
    State(db): State<PgPool>,
    State(site): State<Site>,
    Path(page): Path<u32>,
) -> Result<Response> {
    let last = i64::from(page) * MOST;
    let changing = queries::experiences(&db, ExperienceId(last - MOST + 1), ExperienceId(last)).await?;
    if changing.is_empty() && page != 1 {
        return Err(AppError::NotFound);
    }
    xml(&Sitemap { base_url: site.base_url, standing: &[], changing })
}

fn xml(page: &impl Template) -> Result<Response> {
    let body = page.render().map_err(|error| AppError::Internal(error.into()))?;
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], body).into_response())
}
