//! The second half of a set-up link: whoever has just set the password sets the second step up, and is signed in.

use super::{
    super::{
        enter::enter,
        pending::{self, Pending, Purpose},
    },
    CodesPage, NOT_THE_CODE, SecondStepPage, accept,
};
use crate::{
    state::AppState,
    web::{Chrome, Form, Page, Result, Visitor, refused},
};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
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
    let Some(codes) = accept(&state, who.account, form.value("code")).await? else {
        return Ok(refused(page.refusing(NOT_THE_CODE)));
    };
    let cookies = enter(&state, &headers, visitor, who.account).await?;
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
