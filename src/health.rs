//! Answers for whatever watches the program: whether it runs, and whether it can work.

use crate::{
    state::Routes,
    web::{Access, AppError, Result},
};
use axum::extract::State;
use sqlx::PgPool;

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/healthz", alive).get("/readyz", ready)
}

/// `GET /healthz`: the program runs, whatever the database does.
async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the database answers too; otherwise 503.
async fn ready(State(db): State<PgPool>) -> Result<&'static str> {
    sqlx::query_scalar!("select true")
        .fetch_one(&db)
        .await
        .map_err(|error| AppError::Unavailable(error.into()))?;
    Ok("ready\n")
}
