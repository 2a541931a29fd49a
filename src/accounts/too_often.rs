//! The answer to somebody who tries too often: their page, with how long to wait.

use crate::{values::how_many, web::Page};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use std::time::Duration;

/// The complaint beside the field, with the time to wait.
pub fn complaint(wait: Duration) -> String {
    let minutes = wait.as_secs().div_ceil(60).max(1);
    format!("That was tried too often. Try again in {}", how_many(minutes, "minute"))
}

pub fn answer<T: Template>(page: T, wait: Duration) -> Response {
    let wait = [(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)))];
    (StatusCode::TOO_MANY_REQUESTS, wait, Page(page)).into_response()
}
