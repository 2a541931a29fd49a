use super::{
    super::{
        next::own_page,
        pending::{self, Purpose},
        queries, session, too_often,
    },
    may_try, passes,
};
use crate::{
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};

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

/// `POST /admin/sign-in/code`: the session begins here and nowhere before.
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
    let mut errors = Errors::default();
    match may_try(&state, who.account, visitor).await {
        Err(AppError::TooMany(wait)) => {
            errors.add("code", too_often::complaint(wait));
            return Ok(too_often::answer(CodePage { chrome, form, errors }, wait));
        }
        other => other?,
    }
    if !passes(&state, who.account, form.value("code")).await? {
        tracing::info!(account = who.account, "a second step was refused");
        errors.add("code", "That code is not right, or was used before. Type the one your app shows now");
        return Ok(refused(CodePage { chrome, form, errors }));
    }
    queries::forget_pending_of(&state.db, who.account).await?;
    let session = session::begin(&state.db, who.account, &headers, &state.limits, false).await?;
    tracing::info!(account = who.account, "signed in");
    let cookies = AppendHeaders([(SET_COOKIE, session), (SET_COOKIE, pending::forgotten()?)]);
    Ok((cookies, Redirect::to(&own_page(Some(form.value("next"))))).into_response())
}

fn too_late() -> Response {
    Redirect::to("/admin/sign-in?done=late").into_response()
}
