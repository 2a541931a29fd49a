use super::super::{
    Member,
    queries::{self, KnownPlace, Listed, Person},
};
use crate::{
    state::AppState,
    web::{AppError, Chrome, Page, Query, Result, filters},
};
use askama::Template;
use axum::extract::State;

#[derive(Debug, Template)]
#[template(path = "accounts/me.html")]
pub struct MePage {
    chrome: Chrome,
    member: Member,
    person: Person,
    sessions: Vec<Listed>,
    /// Browsers and networks that the account signed in from before.
    places: Vec<KnownPlace>,
    /// Days after the last sign-in there that one is forgotten.
    known_days: u32,
    /// Minutes without a request, and hours in any case, after which a session is over.
    ends: (u32, u32),
    notice: Option<&'static str>,
}

/// `GET /admin/me`: one's own account.
pub async fn page(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    query: Query,
) -> Result<Page<MePage>> {
    let person = queries::people(&state.db, Some(member.id)).await?.pop().ok_or(AppError::NotFound)?;
    let sessions = queries::sessions_of(&state.db, member.id, &state.limits).await?;
    let known_days = state.limits.known_days;
    let places = queries::known_places_of(&state.db, member.id, queries::whole(known_days)).await?;
    let notice = match query.first("done") {
        Some("password") => Some("Your password is changed, and your other sessions are over."),
        Some("confirmed") => Some("Thank you. You can make the change now."),
        Some("ended") => Some("That session is over."),
        Some("forgotten") => {
            Some("It is forgotten: a sign-in from there counts as a stranger’s until it succeeds.")
        }
        Some("others-ended") => Some("Your other sessions are over."),
        _ => None,
    };
    let ends = (state.limits.session_idle_minutes, state.limits.session_hours);
    Ok(Page(MePage { chrome, member, person, sessions, places, known_days, ends, notice }))
}
