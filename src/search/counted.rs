use crate::{
    limits,
    state::AppState,
    web::{Query, Result, Visitor},
};
use axum::{
    RequestPartsExt as _,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

/// Counts every request that looks for words against the limit of searches, whatever page, feed or document it asks for,
/// and before anything of it is read: no address has to remember to.
pub async fn count_searches(State(state): State<AppState>, request: Request, next: Next) -> Result<Response> {
    let (mut parts, body) = request.into_parts();
    let Ok(query) = parts.extract::<Query>().await;
    if query.words().is_some() {
        let Ok(visitor) = parts.extract_with_state::<Visitor, _>(&state).await;
        limits::spend(&state.db, state.limits.rate_search, "search", visitor).await?;
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}
