use super::headers::is_unkept;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};

/// Gives each page, and each document and feed, a tag of its content, and answers "unchanged" to whoever has it already. The tag is a weak one, as
/// compression comes after it.
pub async fn on_pages(request: Request, next: Next) -> Response {
    let asked =
        (request.method() == Method::GET).then(|| request.headers().get(header::IF_NONE_MATCH).cloned());
    let response = next.run(request).await;
    match asked {
        Some(known) if is_tagged(&response) => tag(response, known).await,
        _ => response,
    }
}

/// Types that are rendered whole before they are sent; a download may be longer than memory.
const WHOLE: [&str; 3] = ["text/html", "application/json", "application/atom+xml"];

fn is_tagged(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_whole = kind.is_some_and(|kind| WHOLE.iter().any(|whole| kind.starts_with(whole)));
    response.status() == StatusCode::OK && is_whole && !is_unkept(response.headers())
}

async fn tag(response: Response, known: Option<HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else {
        return Response::from_parts(parts, Body::empty());
    };
    let body = body.to_bytes();
    let hash: String = Sha256::digest(&body)[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("W/\"{hash}\"");
    let unchanged = known.is_some_and(|known| names(&known, &tag));
    insert(&mut parts.headers, tag);
    if !unchanged {
        return Response::from_parts(parts, Body::from(body));
    }
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// Whether whoever asks has what bears this tag already.
pub fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = asked.get(header::IF_NONE_MATCH);
    known.zip(tag.to_str().ok()).is_some_and(|(known, tag)| names(known, tag))
}

fn names(known: &HeaderValue, tag: &str) -> bool {
    known.to_str().is_ok_and(|known| known.split(',').any(|one| one.trim() == tag))
}

fn insert(headers: &mut HeaderMap, tag: String) {
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
}
