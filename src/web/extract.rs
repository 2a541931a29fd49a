//! The parts of a request, read so that a strange one still gets a page of ours for an answer.

use super::{AppError, FormData};
use crate::values::{is_blank, is_clean, legible};
use axum::{
    RequestPartsExt as _,
    body::Bytes,
    extract::{self, FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The names and values of a query string, in the order given. A mark stands for each character that no page of ours
/// writes.
#[derive(Debug, Default)]
pub struct Query(pub Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        Ok(Self(pairs.into_iter().map(|(name, value)| (marked(&name), marked(&value))).collect()))
    }
}

impl Query {
    /// The first value of this name that is not blank.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The words that are looked for; none while there are none to see.
    pub fn words(&self) -> Option<String> {
        self.first("q").map(legible).filter(|words| !words.is_empty())
    }

    /// Every value of this name that is not blank.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim());
        values.filter(|value| !is_blank(value))
    }
}

fn marked(text: &str) -> String {
    text.replace(|c: char| !is_clean(c.encode_utf8(&mut [0; 4])), "\u{fffd}")
}

/// An address names a thing; one that cannot be read names nothing.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send + 'static, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let extract::Path(value) = parts.extract().await.map_err(|_| AppError::NotFound)?;
        Ok(Self(value))
    }
}

/// The fields of a form, as typed. A body that is no form is answered with a page that says so.
#[derive(Debug)]
pub struct Form(pub FormData);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        if !is_form(&request) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body =
            Bytes::from_request(request, state).await.map_err(|refusal| refusal.status().into_response())?;
        FormData::read(&body).map(Self).ok_or_else(|| StatusCode::BAD_REQUEST.into_response())
    }
}

/// Whether the request's body is an ordinary web form.
pub fn is_form(request: &Request) -> bool {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}
