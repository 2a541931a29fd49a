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

/// How often a request is answered at most: a server that goes ends its connections one after the other, and the next
/// may be one that still answered a moment ago.
const TRIES: usize = 3;

/// Reads again what failed on such a connection, after all of that kind are gone. Only what changes nothing is asked for
/// more than once.
pub async fn read(State(db): State<PgPool>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    for _ in 1..TRIES {
        let answer = next.clone().run(Request::from_parts(parts.clone(), Body::empty())).await;
        if answer.extensions().get::<ConnectionEnded>().is_none() {
            return answer;
        }
        db::forget_ended(&db).await;
    }
    next.run(Request::from_parts(parts, Body::empty())).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        Extension, Router, http::StatusCode, middleware::from_fn_with_state, response::IntoResponse as _,
        routing::any,
    };
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };
    use tower::ServiceExt as _;

    /// Asks a page that finds so many connections ended; its answer, and how often it was read.
    async fn asked(method: Method, ended: usize) -> (StatusCode, usize) {
        let reads = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&reads);
        let page = any(async move || {
            if count.fetch_add(1, Ordering::Relaxed) < ended {
                return (StatusCode::SERVICE_UNAVAILABLE, Extension(ConnectionEnded)).into_response();
            }
            StatusCode::OK.into_response()
        });
        let db = PgPool::connect_lazy("postgres://nobody@localhost/none").unwrap();
        let site = Router::new().route("/", page).layer(from_fn_with_state(db, read));
        let request = Request::builder().method(method).uri("/").body(Body::empty()).unwrap();
        let status = site.oneshot(request).await.unwrap().status();
        (status, reads.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn two_ended_connections_cost_no_reader_a_page_and_no_form_is_sent_twice() {
        for (ended, status, reads) in [
            (0, StatusCode::OK, 1),
            (1, StatusCode::OK, 2),
            (2, StatusCode::OK, 3),
            (9, StatusCode::SERVICE_UNAVAILABLE, 3),
        ] {
            assert_eq!(asked(Method::GET, ended).await, (status, reads), "{ended} ended");
        }
        assert_eq!(asked(Method::HEAD, 2).await, (StatusCode::OK, 3));
        assert_eq!(asked(Method::POST, 1).await, (StatusCode::SERVICE_UNAVAILABLE, 1));
    }
}
