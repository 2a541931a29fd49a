//! The page of one item. What it shows depends on what the item is about.

use super::{done::Done, item::Subject};
use crate::{
    accounts::Member,
    moderation::{
        decisions::{
            appeal::Appeals, flag::Flags, kind::Reading, report::Reports, settle::show, update::Updates,
        },
        queries,
    },
    values::{ClosedList as _, ItemId},
    web::{AppError, Chrome, Errors, FormData, Path, Query, Result},
};
use axum::{extract::State, response::Response};
use sqlx::PgPool;

/// `GET /admin/items/{id}`: shows, and changes nothing.
pub async fn page(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<ItemId>,
    query: Query,
) -> Result<Response> {
    let item = queries::item(&db, id).await?.ok_or(AppError::NotFound)?;
    let subject = item.subject.0.clone();
    let mut form = FormData::default();
    form.set("version", item.version.to_string());
    let notice = query.first("done").and_then(Done::from_word);
    let reading = Reading { member, db, item, form, errors: Errors::default(), notice };
    match subject {
        Subject::Report(_) => show::<Reports>(chrome, reading).await,
        Subject::Appeal(_) => show::<Appeals>(chrome, reading).await,
        Subject::Update => show::<Updates>(chrome, reading).await,
        Subject::Flag { .. } => show::<Flags>(chrome, reading).await,
    }
}
