//! Whose request is worked on next, while more are made than the database can answer.

use super::{TrustedProxies, Visitor, problem::is_for_programs};
use crate::budget::Budget;
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;

/// Addresses that wait for nobody: monitors ask for them, or they have seats of their own.
const UNQUEUED: [&str; 3] = ["/healthz", "/readyz", "/data/"];

/// Requests of one address that are read at the same time.
const OF_ONE_ADDRESS: usize = 2;

/// Where requests wait: those of programs apart from those of people.
#[derive(Debug, Clone)]
pub struct Turns {
    people: Budget,
    programs: Budget,
    trusted_proxies: TrustedProxies,
}

impl Turns {
    /// As many as find a connection to the database without waiting for one, as most need two at once.
    pub fn new(db: &PgPool, trusted_proxies: TrustedProxies) -> Self {
        let connections = db.options().get_max_connections() as usize;
        let of = |part: usize| Budget::with_share((connections / part).max(1), OF_ONE_ADDRESS);
        Self { people: of(2), programs: of(5), trusted_proxies }
    }
}

/// Reads for few at a time, for each address in its turn, and refuses for now whoever waits too long: what is begun is
/// then answered in time, however many ask.
pub async fn in_turn(State(turns): State<Turns>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || UNQUEUED.iter().any(|start| path.starts_with(start)) {
        return next.run(request).await;
    }
    let all = if is_for_programs(path) { &turns.programs } else { &turns.people };
    let (parts, body) = request.into_parts();
    let visitor = Visitor::of_request(&parts, &turns.trusted_proxies);
    match all.hold(Some(visitor.network()), 1).await {
        Some(_turn) => next.run(Request::from_parts(parts, body)).await,
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
