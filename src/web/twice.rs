//! A reader does not pay for a connection that the database has ended since it was last used.

use super::error::ConnectionEnded;
use crate::db;
use axum::{
    body::Body,
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use sqlx::PgPool;

/// Reads once more what failed on such a connection, after all of that kind are gone. Only what changes nothing is asked
/// for twice.
pub async fn read(State(db): State<PgPool>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    let first = next.clone().run(Request::from_parts(parts.clone(), Body::empty())).await;
    if first.extensions().get::<ConnectionEnded>().is_none() {
        return first;
    }
    db::forget_ended(&db).await;
    next.run(Request::from_parts(parts, Body::empty())).await
}
