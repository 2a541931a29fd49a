use super::queries::{self, Overdue};
use crate::{
    experiences::path_figures,
    figures::Starts,
    paths,
    values::Slug,
    web::{AppError, Chrome, Page, Path, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::Date;

/// The registered starts of a path: how many said how it went when they were due, and who has not.
#[derive(Debug, Template)]
#[template(path = "followups/starts.html")]
pub struct StartsPage {
    chrome: Chrome,
    path_name: String,
    path_slug: Slug,
    path_url: String,
    starts: Starts,
    as_of: Date,
    overdue: Vec<Overdue>,
}

/// `GET /paths/{slug}/starts`
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
) -> Result<Page<StartsPage>> {
    let path = paths::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    let figures = path_figures::of_path(&db, path.id).await?;
    Ok(Page(StartsPage {
        chrome,
        overdue: queries::overdue(&db, path.id).await?,
        starts: figures.strata.registered.starts,
        as_of: figures.as_of.date(),
        path_name: path.name,
        path_url: format!("/paths/{}", slug.as_str()),
        path_slug: slug,
    }))
}
