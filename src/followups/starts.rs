use super::queries::{self, Overdue, Starts};
use crate::{
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
    registered: i64,
    due: i64,
    today: Date,
    overdue: Vec<Overdue>,
}

/// `GET /paths/{slug}/starts`
pub async fn page(
    chrome: Chrome,
    State(db): State<PgPool>,
    Path(slug): Path<Slug>,
) -> Result<Page<StartsPage>> {
    let path = paths::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    let Starts { registered, due } = queries::starts(&db, path.id).await?;
    Ok(Page(StartsPage {
        chrome,
        overdue: queries::overdue(&db, path.id).await?,
        today: crate::clock::today(&db).await?,
        path_name: path.name,
        path_url: format!("/paths/{}", slug.as_str()),
        path_slug: slug,
        registered,
        due,
    }))
}

impl StartsPage {
    fn answered(&self) -> i64 {
        self.due - i64::try_from(self.overdue.len()).unwrap_or_default()
    }
}
