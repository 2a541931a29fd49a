//! The headers that every answer carries, whatever made it.

use super::Site;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

const ALWAYS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    ),
];

const UNLESS_SET: [(HeaderName, &str); 3] = [
    (header::CONTENT_LANGUAGE, "en"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (header::CACHE_CONTROL, "no-cache"),
];

/// For two years from each answer a browser asks for such names by https alone.
const HTTPS_HERE: &str = "max-age=63072000";
const HTTPS_BELOW_TOO: &str = "max-age=63072000; includeSubDomains";

pub async fn on_every_answer(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if site.base_url.is_https() {
        let insist = if site.hsts_subdomains { HTTPS_BELOW_TOO } else { HTTPS_HERE };
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(insist));
    }
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in UNLESS_SET {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether the pages at this address belong to one person: whoever holds a private link, or a moderator.
pub fn is_private(path: &str) -> bool {
    let root = path.split('/').find(|part| !part.is_empty());
    root.is_some_and(|root| ["admin", "m", "f", "mail"].contains(&root))
}

/// Whether an answer may be kept by nobody.
pub fn is_unkept(headers: &HeaderMap) -> bool {
    headers.get(header::CACHE_CONTROL).is_some_and(|value| value == "no-store")
}

/// For pages that belong to one person, failures among them: nobody keeps them, lists them or learns their address but the
/// site itself, without which browsers would not say where their forms come from.
pub async fn on_private_pages(request: Request, next: Next) -> Response {
    let private = is_private(request.uri().path());
    let mut response = next.run(request).await;
    if !private {
        return response;
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
