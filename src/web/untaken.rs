//! How much of all answers may lie in memory that their readers have not taken yet.

use super::{TrustedProxies, Visitor};
use crate::budget::{Budget, Held};
use axum::{
    body::{Body, Bytes, HttpBody as _, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Bytes of them all: less than the memory that compose gives the program.
const ALL: usize = 512 << 20;

/// Bytes of those of one address: more than the pages that it has connections for.
const OF_ONE: usize = ALL / 16;

/// An answer of so many bytes goes into the socket at once, and is not counted.
const SMALL: usize = 16 << 10;

/// The room that all readers share. Clones share one room.
#[derive(Debug, Clone)]
pub struct Untaken {
    room: Budget,
    /// Of one reader, however large a single answer is.
    of_one: usize,
    trusted_proxies: TrustedProxies,
}

/// An answer that takes its room until the last byte of it was sent or given up.
struct Kept {
    bytes: Bytes,
    _held: Held,
}

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Untaken {
    pub fn new(trusted_proxies: TrustedProxies) -> Self {
        Self { room: Budget::with_share(ALL, OF_ONE), of_one: OF_ONE, trusted_proxies }
    }
}

/// Whoever finds no room for the answer is asked to come again. What is sent piece by piece lies nowhere as a whole, and passes.
pub async fn in_bounds(State(untaken): State<Untaken>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let reader = Visitor::of_request(&parts, &untaken.trusted_proxies).network();
    let answer = next.run(Request::from_parts(parts, body)).await;
    let size = answer.body().size_hint().exact().and_then(|size| usize::try_from(size).ok());
    let Some(size) = size.filter(|size| *size > SMALL) else { return answer };
    let Some(held) = untaken.room.hold(Some(reader), size.min(untaken.of_one)).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let (parts, body) = answer.into_parts();
    match to_bytes(body, size).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(Bytes::from_owner(Kept { bytes, _held: held }))),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, middleware::from_fn_with_state, routing::get};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    fn site(all: usize) -> Router {
        let untaken = Untaken {
            room: Budget::with_share(all, all),
            of_one: all,
            trusted_proxies: TrustedProxies::default(),
        };
        Router::new()
            .route("/large", get(async || "x".repeat(SMALL + 1)))
            .route("/small", get(async || "x".repeat(SMALL)))
            .layer(from_fn_with_state(untaken, in_bounds))
    }

    async fn ask(site: &Router, path: &str) -> Response {
        site.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn answers_that_nobody_takes_have_room_until_it_is_used_up_and_give_it_back() {
        let site = site(2 * SMALL + 2);
        let untaken = ask(&site, "/large").await;
        // What was taken out of the body and not written yet takes its room all the same.
        let written = ask(&site, "/large").await.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(written.len(), SMALL + 1);
        assert_eq!(ask(&site, "/large").await.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ask(&site, "/small").await.status(), StatusCode::OK, "who asks for little is answered");
        drop(written);
        assert_eq!(ask(&site, "/large").await.status(), StatusCode::OK);
        drop(untaken);
        let two = [ask(&site, "/large").await, ask(&site, "/large").await];
        assert!(two.iter().all(|answer| answer.status() == StatusCode::OK));
    }
}
