use super::{ApiQuery, Cursor, Day, Figures, PATHS, Paged, Result};
use crate::{
    directory::Reports,
    experiences::path_figures,
    figures::Certainty,
    paths::{self, Basis, Dimension, HustlePath, Point, Rating, Section, TimeToFirst, Variant, WhatYouSell},
    values::Slug,
    web::{AppError, Path as Address, Site, facets},
};
use axum::{Json, extract::State};
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// A way to earn a first income with AI, as editors describe it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Path {
    slug: String,
    /// The page for people.
    page: String,
    /// Its place in the article, counted from 1.
    position: i16,
    name: String,
    tagline: String,
    /// What it is and who pays.
    one_line: String,
    summary: String,
    what_you_sell: WhatYouSell,
    who_pays: Option<String>,
    must_bring: String,
    ratings: Vec<PathRating>,
    /// By when half of those who registered a start had been paid, read off their curve.
    time_to_first_income: TimeToFirst,
    /// How sure the site is of what it says on the path's results.
    certainty: Certainty,
    updated_on: Day,
    /// Goes up by one with each change.
    version: i32,
}

/// The rating of one quality, with who gave it and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathRating {
    dimension: Dimension,
    /// Empty where it is not stated.
    values: Vec<String>,
    detail: Vec<String>,
    basis: Basis,
    rationale: String,
    /// Where it can be looked up, if the basis does not say.
    source: Option<String>,
    rated_on: Day,
}

/// A path with everything said of it, and what its reports say together.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholePath {
    #[serde(flatten)]
    path: Path,
    variants: Vec<PathVariant>,
    points: Vec<PathPoint>,
    /// Further prose, in Markdown.
    body: String,
    figures: Figures,
}

/// A form that a path can take.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathVariant {
    slug: String,
    name: String,
    summary: String,
    warned_against: bool,
    basis: Basis,
}

/// One sentence of a path's page.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathPoint {
    section: Section,
    text: String,
    basis: Basis,
}

/// `GET /api/v1/paths`: the paths, in the order of the article.
pub async fn list(
    query: ApiQuery,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Paged<Path>> {
    let part = query.part(PATHS, &paths::facets(), false)?;
    let mut found = Vec::new();
    for mut path in paths::all(&db).await? {
        path.measured = Reports::of(&db, path.id).await?.measured();
        if facets::passes(&path, &part.view.selection, None) {
            found.push(Path::of(&site, path));
        }
    }
    Ok(Paged::of_all(&site, &part, found, |path| Cursor(path.position.unsigned_abs().into())))
}

/// `GET /api/v1/paths/{slug}`: one path.
pub async fn one(
    query: ApiQuery,
    Address(slug): Address<Slug>,
    State(site): State<Site>,
    State(db): State<PgPool>,
) -> Result<Json<WholePath>> {
    query.nothing()?;
    let mut path = paths::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    let reports = path_figures::of_path(&db, path.id).await?;
    let figures = Figures::of(&reports.strata, &reports.counts, &site, &format!("/experiences?path={slug}"));
    path.measured = Reports::from(reports).measured();
    Ok(Json(WholePath::of(&site, path, figures)))
}

impl Path {
    fn of(site: &Site, path: HustlePath) -> Self {
        Self {
            page: format!("{}/paths/{}", site.base_url, path.slug),
            slug: path.slug.to_string(),
            position: path.position,
            name: path.name,
            tagline: path.tagline,
            one_line: path.one_line,
            summary: path.summary,
            what_you_sell: path.what_you_sell,
            who_pays: path.who_pays,
            must_bring: path.must_bring,
            ratings: path.ratings.into_iter().map(PathRating::from).collect(),
            time_to_first_income: path.measured.time_to_first_income,
            certainty: path.measured.certainty,
            updated_on: Day(path.updated_on),
            version: path.version,
        }
    }
}

impl WholePath {
    fn of(site: &Site, mut path: HustlePath, figures: Figures) -> Self {
        Self {
            variants: std::mem::take(&mut path.variants).into_iter().map(PathVariant::from).collect(),
            points: std::mem::take(&mut path.points).into_iter().map(PathPoint::from).collect(),
            body: std::mem::take(&mut path.body).0,
            path: Path::of(site, path),
            figures,
        }
    }
}

impl From<Rating> for PathRating {
    fn from(rating: Rating) -> Self {
        let Rating { dimension, values, detail, basis, rationale, source, rated_on } = rating;
        Self { dimension, values, detail, basis, rationale, source, rated_on: Day(rated_on) }
    }
}

impl From<Variant> for PathVariant {
    fn from(variant: Variant) -> Self {
        let Variant { slug, name, summary, warned_against, basis, .. } = variant;
        Self { slug: slug.to_string(), name, summary, warned_against, basis }
    }
}

impl From<Point> for PathPoint {
    fn from(point: Point) -> Self {
        let Point { section, text, basis, .. } = point;
        Self { section, text, basis }
    }
}
