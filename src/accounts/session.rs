//! Sessions: an opaque token in a cookie, its hash in Postgres.

use super::{Member, queries, secret::Secret};
use crate::{
    config::Limits,
    state::AppState,
    values::AccountId,
    web::{AppError, Chrome, Result, sent_from},
};
use anyhow::Context as _;
use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use sqlx::PgPool;

/// Said where a browser would not keep the cookie.
const NEEDS_HTTPS: &str = "This page came over plain http, and browsers keep a sign-in over https only. Open it at the \
                               site's https address; if it has none, whoever runs the site must set that up first.";

/// The prefix binds the cookie to this host and to secure connections.
const COOKIE: &str = "__Host-session";

/// Begins a session and gives the cookie that carries it. Whatever session the browser had before is over. Only for
/// whoever has passed both steps, or for the demonstration's people, whose session is `demo`.
pub async fn begin(
    db: &PgPool,
    account: AccountId,
    before: &HeaderMap,
    limits: &Limits,
    demo: bool,
) -> Result<HeaderValue> {
    end(db, before).await?;
    queries::forget_sessions(db, limits).await?;
    let token = Secret::new()?;
    queries::start_session(db, account, &token.hash(), demo).await?;
    cookie_of(COOKIE, token.expose(), "")
}

/// Who makes this request, if their session is not over.
pub async fn member(state: &AppState, headers: &HeaderMap) -> Result<Option<Member>> {
    match presented(headers) {
        Some(token) => {
            Ok(queries::touch_session(&state.db, &token.hash(), &state.limits, state.site.demo).await?)
        }
        None => Ok(None),
    }
}

/// Why nobody can sign in on this page, if so.
pub fn hindrance(chrome: &Chrome, headers: &HeaderMap) -> Option<&'static str> {
    (!sent_from::keeps_secure_cookies(&chrome.base_url, headers)).then_some(NEEDS_HTTPS)
}

/// Refuses what would lead to a cookie that the browser does not keep.
pub fn can_begin(chrome: &Chrome, headers: &HeaderMap) -> Result<()> {
    hindrance(chrome, headers).map_or(Ok(()), |why| Err(AppError::Forbidden(why)))
}

pub async fn end(db: &PgPool, headers: &HeaderMap) -> Result<()> {
    if let Some(token) = presented(headers) {
        queries::end_session(db, &token.hash()).await?;
    }
    Ok(())
}

/// The cookie that makes a browser forget its session.
pub fn forgotten() -> Result<HeaderValue> {
    cookie_of(COOKIE, "", "; Max-Age=0")
}

fn presented(headers: &HeaderMap) -> Option<Secret> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| Secret::presented(cookie.value()))
}

/// A cookie that no script reads and no other site sends along with a form.
pub fn cookie_of(name: &str, value: &str, more: &str) -> Result<HeaderValue> {
    let cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{more}");
    HeaderValue::try_from(cookie).context("a cookie").map_err(AppError::from)
}
