use crate::web::problem::is_for_programs;
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

const PERMITS: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "accept, if-none-match"),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// Lets the pages of every site read the API and its refusals, never with a reader's cookies. Answers the question that
/// a browser asks before.
pub async fn open_to_every_site(request: Request, next: Next) -> Response {
    if !is_for_programs(request.uri().path()) {
        return next.run(request).await;
    }
    let mut response = match *request.method() {
        Method::OPTIONS => {
            (StatusCode::NO_CONTENT, PERMITS, [(header::ALLOW, "GET, HEAD, OPTIONS")]).into_response()
        }
        _ => next.run(request).await,
    };
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, link, retry-after"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
