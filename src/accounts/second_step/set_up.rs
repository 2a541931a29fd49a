//! The second half of a set-up link: whoever has just set the password sets the second step up, and is signed in.

use super::{
    super::{
        pending::{self, Pending, Purpose},
        queries, session, too_often,
    },
    CodesPage, NOT_THE_CODE, SecondStepPage, accept, may_try,
};
use crate::{
    state::AppState,
    web::{AppError, Chrome, Form, Page, Result, Visitor, refused},
};
use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};

/// `GET /admin/second-step`.
pub async fn form(chrome: Chrome, State(state): State<AppState>, headers: HeaderMap) -> Result<Response> {
    match waiting(&chrome, &state, &headers).await? {
        Some((_, page)) => Ok(Page(page).into_response()),
        None => Ok(too_late()),
    }
}

/// `POST /admin/second-step`: with the first code the account has its second step, and a session.
pub async fn set_up(
    chrome: Chrome,
    visitor: Visitor,
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form,
) -> Result<Response> {
    let Some((who, page)) = waiting(&chrome, &state, &headers).await? else { return Ok(too_late()) };
    match may_try(&state, who.account, visitor).await {
        Err(AppError::TooMany(wait)) => {
            return Ok(too_often::answer(page.refusing(too_often::complaint(wait)), wait));
        }
        other => other?,
    }
    let Some(codes) = accept(&state, who.account, form.value("code")).await? else {
        return Ok(refused(page.refusing(NOT_THE_CODE)));
    };
    queries::forget_pending_of(&state.db, who.account).await?;
    let session = session::begin(&state.db, who.account, &headers, &state.limits, false).await?;
    let cookies = AppendHeaders([(SET_COOKIE, session), (SET_COOKIE, pending::forgotten()?)]);
    Ok((cookies, Page(CodesPage::new(chrome, codes, "/admin"))).into_response())
}

async fn waiting(
    chrome: &Chrome,
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<(Pending, SecondStepPage)>> {
    let Some(who) = pending::of(&state.db, headers, Purpose::SetUp, &state.limits).await? else {
        return Ok(None);
    };
    let page = SecondStepPage::of(chrome.clone(), state, who.account, &who.name).await?;
    Ok(page.map(|page| (who, page)))
}

fn too_late() -> Response {
    Redirect::to("/admin/sign-in?done=set-up-late").into_response()
}
