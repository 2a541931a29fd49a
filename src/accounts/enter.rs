use super::{known, pending, queries, session};
use crate::{
    state::AppState,
    values::AccountId,
    web::{Result, Visitor},
};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header::SET_COOKIE},
    response::AppendHeaders,
};

/// Lets somebody in who has passed both steps. The cookies are those of the session and of the browser, which is known from
/// now on, and one that ends the waiting between the steps.
pub async fn enter(
    state: &AppState,
    headers: &HeaderMap,
    visitor: Visitor,
    account: AccountId,
) -> Result<AppendHeaders<[(HeaderName, HeaderValue); 3]>> {
    queries::forget_pending_of(&state.db, account).await?;
    let session = session::begin(&state.db, account, headers, &state.limits, false).await?;
    let network = known::network_code(state, visitor).await?;
    let mut conn = state.db.acquire().await?;
    let browser = known::remember(&mut conn, &state.limits, headers, &network, account).await?;
    tracing::info!(account = account.0, "signed in");
    Ok(AppendHeaders([(SET_COOKIE, session), (SET_COOKIE, browser), (SET_COOKIE, pending::forgotten()?)]))
}
