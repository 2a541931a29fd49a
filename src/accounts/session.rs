//! Sessions: an opaque token in a cookie, its hash in Postgres.

use super::{Member, queries, secret::Secret};
use crate::{config::Limits, web::Result};
use anyhow::Context as _;
use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use sqlx::PgPool;

/// The prefix binds the cookie to this host and to secure connections.
pub const COOKIE: &str = "__Host-session";

/// Begins a session and gives the cookie that carries it. Whatever session the browser had before is over.
pub async fn begin(db: &PgPool, account: i64, before: &HeaderMap, limits: &Limits) -> Result<HeaderValue> {
    end(db, before).await?;
    queries::forget_sessions(db, limits).await?;
    let token = Secret::new().context("no random bytes").map_err(crate::web::AppError::Internal)?;
    queries::start_session(db, account, &token.hash()).await?;
    cookie(token.expose(), "")
}

/// Who makes this request, if their session is not over.
pub async fn member(db: &PgPool, headers: &HeaderMap, limits: &Limits) -> Result<Option<Member>> {
    match presented(headers) {
        Some(token) => Ok(queries::touch_session(db, &token.hash(), limits).await?),
        None => Ok(None),
    }
}

pub async fn end(db: &PgPool, headers: &HeaderMap) -> Result<()> {
    if let Some(token) = presented(headers) {
        queries::end_session(db, &token.hash()).await?;
    }
    Ok(())
}

/// The cookie that makes a browser forget its session.
pub fn forgotten() -> Result<HeaderValue> {
    cookie("", "; Max-Age=0")
}

pub fn presented(headers: &HeaderMap) -> Option<Secret> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| Secret::presented(cookie.value()))
}

fn cookie(value: &str, more: &str) -> Result<HeaderValue> {
    let cookie = format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{more}");
    HeaderValue::try_from(cookie).context("a session's cookie").map_err(crate::web::AppError::Internal)
}
