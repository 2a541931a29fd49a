//! The endings that the holder of a flag's link may choose: of its address for letters, or of the flag itself.

use super::{link::FlagLink, queries};
use crate::web::{Chrome, Page, Result};
use askama::Template;
use axum::{extract::State, response::Redirect};
use sqlx::PgPool;

/// Says that nothing is left. It belongs to no flag, so it stands outside the private pages.
#[derive(Debug, Template)]
#[template(path = "flags/erased.html")]
pub struct ErasedPage {
    chrome: Chrome,
}

/// `POST /f/{secret}/forget-address`
pub async fn forget_address(link: FlagLink, State(db): State<PgPool>) -> Result<Redirect> {
    queries::forget_address(&db, link.flag.id).await?;
    Ok(Redirect::to(&link.url("")))
}

/// `POST /f/{secret}/erase`: it is taken back, out of the moderators' line too, and the link opens nothing any more.
pub async fn erase(link: FlagLink, State(db): State<PgPool>) -> Result<Redirect> {
    queries::erase(&db, link.flag.id).await?;
    Ok(Redirect::to("/flag/erased"))
}

/// `GET /flag/erased`
pub async fn erased(chrome: Chrome) -> Page<ErasedPage> {
    Page(ErasedPage { chrome })
}
