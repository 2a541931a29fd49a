//! Between the two steps of signing in: a token in a cookie of its own, which is no session.

use super::{queries, secret::Secret, session::cookie_of};
use crate::{
    config::Limits,
    values::{AccountId, closed_list},
    web::Result,
};
use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use sqlx::PgPool;

const COOKIE: &str = "__Host-second-step";

closed_list! {
    /// The one page that a pending sign-in leads to.
    pub enum Purpose {
        /// The password was right; the code is missing.
        Code = "code" => "code",
        /// A set-up link set the password; the second step is to be set up.
        SetUp = "set_up" => "set-up",
    }
}

/// Somebody between the two steps.
#[derive(Debug)]
pub struct Pending {
    pub account: AccountId,
    pub name: String,
}

/// Begins to wait for the second step and gives the cookie for it.
pub async fn begin(
    db: &PgPool,
    account: AccountId,
    purpose: Purpose,
    limits: &Limits,
) -> Result<HeaderValue> {
    queries::forget_old_pending(db, queries::whole(limits.second_step_minutes)).await?;
    let token = Secret::new()?;
    queries::start_pending(db, account, &token.hash(), purpose).await?;
    cookie_of(COOKIE, token.expose(), "")
}

/// Who has passed the first step in this browser, for this purpose, and not too long ago.
pub async fn of(
    db: &PgPool,
    headers: &HeaderMap,
    purpose: Purpose,
    limits: &Limits,
) -> Result<Option<Pending>> {
    let jar = CookieJar::from_headers(headers);
    let Some(token) = jar.get(COOKIE).map(|cookie| Secret::presented(cookie.value())) else {
        return Ok(None);
    };
    let minutes = queries::whole(limits.second_step_minutes);
    Ok(queries::pending(db, &token.hash(), purpose, minutes).await?)
}

/// The cookie that makes a browser forget that it waited.
pub fn forgotten() -> Result<HeaderValue> {
    cookie_of(COOKIE, "", "; Max-Age=0")
}
