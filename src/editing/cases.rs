use crate::{
    case_studies::{self, CaseCard},
    web::{Chrome, Page, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "editing/cases.html")]
pub struct CasesPage {
    chrome: Chrome,
    cases: Vec<CaseCard>,
}

/// `GET /admin/cases`: the case studies, each with the way to its form.
pub async fn page(chrome: Chrome, State(db): State<PgPool>) -> Result<Page<CasesPage>> {
    Ok(Page(CasesPage { chrome, cases: case_studies::all(&db).await? }))
}
