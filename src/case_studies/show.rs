use super::{CaseCard, case_study::CaseStudy, queries};
use crate::{
    values::Slug,
    web::{AppError, Chrome, Page, Path, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "case_studies/show.html", blocks = ["main"])]
pub struct Show {
    chrome: Chrome,
    case: CaseStudy,
    /// The other case studies of the same path.
    others: Vec<CaseCard>,
}

/// `GET /cases/{slug}`: one case study.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, Path(slug): Path<Slug>) -> Result<Page<Show>> {
    let case = queries::find(&db, &slug).await?.ok_or(AppError::NotFound)?;
    Ok(Page(Show::of(chrome, &db, case).await?))
}

impl Show {
    pub async fn of(chrome: Chrome, db: &PgPool, case: CaseStudy) -> Result<Self> {
        let mut others = queries::of_path(db, case.path_id).await?;
        others.retain(|other| other.slug != case.slug);
        Ok(Self { chrome, case, others })
    }

    /// The page's part between masthead and footer.
    pub fn main(&self) -> Result<String> {
        self.as_main().render().map_err(|error| AppError::Internal(error.into()))
    }
}
