//! Taking an item to read, giving it back, and handing it on.

use super::{Decided, ItemId, decide, examine::examine_new, queries, stale};
use crate::{
    accounts::Member,
    config::Limits,
    web::{Chrome, Form, Path, Result},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;
use std::sync::Arc;

/// `POST /admin/claims`: opens what should be read next.
pub async fn claim_next(
    member: Member,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
) -> Result<Redirect> {
    next(&db, &member, &limits, "nothing").await
}

/// Claims the next item and leads to it, or to the queue when none is left. `done` says what was done before.
pub async fn next(db: &PgPool, member: &Member, limits: &Limits, done: &str) -> Result<Redirect> {
    let claimed = queries::claim_next(db, member.id, minutes(limits)).await?;
    let Some(item) = claimed else { return Ok(Redirect::to(&format!("/admin?done={done}"))) };
    examine_new(db, item).await?;
    let done = if done == "nothing" { String::new() } else { format!("?done={done}") };
    Ok(Redirect::to(&format!("/admin/items/{item}{done}")))
}

/// `POST /admin/items/{id}/claim`: opens this one; its page says so if somebody else was faster.
pub async fn claim(
    member: Member,
    State(db): State<PgPool>,
    State(limits): State<Arc<Limits>>,
    Path(item): Path<ItemId>,
) -> Result<Redirect> {
    if queries::claim(&db, item, member.id, minutes(&limits)).await? {
        examine_new(&db, item).await?;
    }
    Ok(Redirect::to(&format!("/admin/items/{item}")))
}

/// `POST /admin/items/{id}/release`: gives an own claim back.
pub async fn release(member: Member, State(db): State<PgPool>, Path(item): Path<ItemId>) -> Result<Redirect> {
    queries::release(&db, item, member.id).await?;
    Ok(Redirect::to("/admin?done=released"))
}

/// `POST /admin/items/{id}/second-reader`: somebody else is to decide this one.
pub async fn ask_second_reader(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(item): Path<ItemId>,
    Form(form): Form,
) -> Result<Response> {
    let version = form.value("version").parse().unwrap_or(0);
    match decide::ask_second_reader(&db, item, version, &member).await? {
        // Not on to the next: that may be this one again, where two must approve it.
        Decided::Done | Decided::HalfWay => {
            Ok(Redirect::to("/admin?done=second_reader_asked").into_response())
        }
        Decided::Stale => stale::answer(chrome, &db, item, form).await,
    }
}

/// How long a claim lasts from the last thing done with it.
pub fn minutes(limits: &Limits) -> i32 {
    i32::try_from(limits.claim_minutes).unwrap_or(i32::MAX)
}
