//! The lease: taking an item to read, and giving it back.

use super::done::Done;
use crate::{
    accounts::Member,
    config::Limits,
    moderation::{queries, signals::examine::examine_new},
    values::{ClosedList as _, ItemId},
    web::{Path, Result},
};
use axum::{extract::State, response::Redirect};
use sqlx::PgPool;
use std::sync::Arc;

/// `POST /admin/claims`: opens what should be read next.
pub async fn take_next(
    member: Member,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
) -> Result<Redirect> {
    next(&db, &member, &limits, Done::Nothing).await
}

/// Takes the next item and leads to it, or to the queue when none is left. `done` says what was done before.
pub async fn next(db: &PgPool, member: &Member, limits: &Limits, done: Done) -> Result<Redirect> {
    let taken = queries::take_next(db, member.id, minutes(limits)).await?;
    let Some(item) = taken else { return Ok(done.to_queue()) };
    examine_new(db, item).await?;
    let done = if done == Done::Nothing { String::new() } else { format!("?done={}", done.word()) };
    Ok(Redirect::to(&format!("/admin/items/{item}{done}")))
}

/// `POST /admin/items/{id}/claim`: opens this one; its page says so if somebody else was faster.
pub async fn take(
    member: Member,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
    Path(item): Path<ItemId>,
) -> Result<Redirect> {
    if queries::take(&db, item, member.id, minutes(&limits)).await? {
        examine_new(&db, item).await?;
    }
    Ok(Redirect::to(&format!("/admin/items/{item}")))
}

/// `POST /admin/items/{id}/release`: gives an own lease back.
pub async fn release(member: Member, State(db): State<PgPool>, Path(item): Path<ItemId>) -> Result<Redirect> {
    queries::release(&db, item, member.id).await?;
    Ok(Done::Released.to_queue())
}

/// How long a lease lasts from the last thing done with it.
pub fn minutes(limits: &Limits) -> i32 {
    i32::try_from(limits.claim_minutes).unwrap_or(i32::MAX)
}
