use super::{
    super::{
        enter::enter,
        known::From,
        next::own_page,
        pending::{self, Purpose},
    },
    passes,
};
use crate::{
    refusals::{self, Refusal},
    state::AppState,
    web::{Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};

/// Said whether the code is wrong or too many were: whoever has the password alone learns nothing of the owner.
const NOT_PASSED: &str = "That code is not right or was used before, or too many wrong ones were given for this account \
                          lately. A recovery code is taken in any case";

#[derive(Debug, Template)]
#[template(path = "accounts/code.html")]
struct CodePage {
    chrome: Chrome,
    form: FormData,
    errors: Errors,
}

/// `GET /admin/sign-in/code`: for whoever has just given the right password.
pub async fn form(
    chrome: Chrome,
    State(state): State<AppState>,
    headers: HeaderMap,
    query: Query,
) -> Result<Response> {
    if pending::of(&state.db, &headers, Purpose::Code, &state.limits).await?.is_none() {
        return Ok(too_late());
    }
    let mut form = FormData::default();
    form.set("next", own_page(query.first("next")));
    Ok(Page(CodePage { chrome, form, errors: Errors::default() }).into_response())
}

/// `POST /admin/sign-in/code`: here the session begins for whoever gave no code with the password.
pub async fn sign_in(
    chrome: Chrome,
    visitor: Visitor,
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form,
) -> Result<Response> {
    let Some(who) = pending::of(&state.db, &headers, Purpose::Code, &state.limits).await? else {
        return Ok(too_late());
    };
    let from = From::of(&state, &headers, visitor, Some(who.account)).await?;
    if !passes(&state, who.account, &from.counted_as(who.account), form.value("code")).await? {
        let errors = Errors::one("code", NOT_PASSED);
        let answer = refused(CodePage { chrome, form, errors });
        return Ok(refusals::of(answer, Refusal::Code, Some(who.account)));
    }
    let cookies = enter(&state, &headers, visitor, who.account).await?;
    Ok((cookies, Redirect::to(&own_page(Some(form.value("next"))))).into_response())
}

fn too_late() -> Response {
    Redirect::to("/admin/sign-in?done=late").into_response()
}
