//! How a program is told what went wrong: a document by RFC 9457 wherever a person would be given a page.

use super::{Site, error::Problem};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;

/// Whether whoever asks for this address is a program and not a person.
pub fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/")
}

/// The complaint about one parameter. An answer of 422 carries a list of these among its extensions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BadParameter {
    pub parameter: String,
    pub reason: String,
    /// The values that would be understood; empty where that is no list.
    pub known: Vec<String>,
}

/// A problem document of a failed request, by RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// The address of a paragraph about this kind of problem.
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    /// What to do about it.
    detail: String,
    /// Every parameter that was not understood; empty unless the status is 422.
    parameters: Vec<BadParameter>,
}

/// The kinds of problems that the API answers with: status, title and what to do.
pub const KINDS: [(StatusCode, &str, &str); 7] = [
    (
        StatusCode::NOT_FOUND,
        "There is nothing here",
        "The address may be mistyped, or what stood here was taken down by its author.",
    ),
    (StatusCode::METHOD_NOT_ALLOWED, "The API is for reading only", "Ask with GET, HEAD or OPTIONS."),
    (
        StatusCode::FORBIDDEN,
        "Another site’s page tried to send something",
        "The API is for reading only; ask with GET.",
    ),
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        "A parameter was not understood",
        "Each one is listed with what would be understood. Nothing is guessed and nothing is left out silently.",
    ),
    (
        StatusCode::TOO_MANY_REQUESTS,
        "That was too often",
        "Wait for as many seconds as the header Retry-After says. The whole of the data can be had at once on /data.",
    ),
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "The records cannot be had just now",
        "Ask again after as many seconds as the header Retry-After says.",
    ),
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "We failed",
        "It is on our side and has been noted. Ask again in a minute.",
    ),
];

/// Makes the document of a bare failure.
pub fn document(site: &Site, status: StatusCode, parameters: Vec<BadParameter>) -> Response {
    let known = KINDS.iter().find(|(known, ..)| *known == status);
    let (title, detail) = match known {
        Some((_, title, detail)) => (*title, (*detail).to_owned()),
        None => {
            let Problem { title, advice } = Problem::of(status);
            (title, advice)
        }
    };
    let kind = match known {
        Some(_) => format!("{}/api#problem-{}", site.base_url, status.as_u16()),
        None => "about:blank".to_owned(),
    };
    let document = ProblemDocument { kind, title, status: status.as_u16(), detail, parameters };
    let body = serde_json::to_vec(&document).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}
