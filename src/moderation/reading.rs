//! The page of one item. What it shows depends on what the item is about; each kind has a file of its own.

use super::{
    ItemId, appeal, flag, followup,
    item::{Item, Standing, Subject},
    queries, queue, review,
};
use crate::{
    accounts::Member,
    state::AppState,
    web::{AppError, Chrome, Path, Query, Result},
};
use axum::{
    extract::{FromRequestParts, State},
    http::request::Parts,
    response::Response,
};
use sqlx::PgPool;

/// An item before somebody who looks at it.
#[derive(Debug)]
pub struct Reading {
    pub chrome: Chrome,
    pub member: Member,
    pub db: PgPool,
    pub item: Item,
    /// What was just done, in words.
    pub notice: Option<&'static str>,
}

impl Reading {
    pub fn standing(&self) -> Standing {
        self.item.standing(&self.member)
    }
}

/// `GET /admin/items/{id}`: shows, and changes nothing.
pub async fn page(reading: Reading) -> Result<Response> {
    match reading.item.subject.clone() {
        Subject::Report(revision) => review::page(reading, revision).await,
        Subject::Appeal(revision) => appeal::page(reading, revision).await,
        Subject::Update { .. } => followup::page(reading).await,
        Subject::Flag { id } => flag::page(reading, id).await,
    }
}

impl FromRequestParts<AppState> for Reading {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let member = Member::from_request_parts(parts, state).await?;
        let Path(id) = Path::<ItemId>::from_request_parts(parts, state).await?;
        let Ok(chrome) = Chrome::from_request_parts(parts, state).await;
        let Ok(query) = Query::from_request_parts(parts, state).await;
        let Ok(State(db)) = State::<PgPool>::from_request_parts(parts, state).await;
        let item = queries::item(&db, id).await?.ok_or(AppError::NotFound)?;
        Ok(Self { chrome, member, db, item, notice: queue::notice(query.first("done")) })
    }
}
