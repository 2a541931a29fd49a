//! Every request is answered in time. The time its form takes to arrive has bounds of its own and does not count.

use super::arrival::Arrival;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::{pin::pin, time::Duration};
use tokio::time::{Instant, timeout};

pub async fn on_every_answer(State(within): State<Duration>, request: Request, next: Next) -> Response {
    let arrival = request.extensions().get::<Arrival>().cloned();
    let begin = Instant::now();
    let mut answer = pin!(next.run(request));
    loop {
        let waited = arrival.as_ref().map_or(Duration::ZERO, Arrival::waited);
        let left = (within + waited).saturating_sub(begin.elapsed());
        match timeout(left, &mut answer).await {
            Ok(answer) => return answer,
            Err(_) if left.is_zero() => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Err(_) => {}
        }
    }
}
