use super::{
    changes,
    password::Password,
    pending::{self, Purpose},
    queries, second_step,
    secret::Secret,
    session,
};
use crate::{
    state::AppState,
    web::{Chrome, Errors, Form, FormData, Page, Path, Result, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "accounts/set_up.html")]
struct SetUpPage {
    chrome: Chrome,
    name: String,
    form: FormData,
    errors: Errors,
    /// Why nobody can go on from this page.
    hindrance: Option<&'static str>,
}

#[derive(Debug, Template)]
#[template(path = "accounts/no_set_up.html")]
struct NoSetUpPage {
    chrome: Chrome,
}

/// `GET /admin/set-up/{token}`: whoever holds the link chooses the account's password.
pub async fn form(
    chrome: Chrome,
    headers: HeaderMap,
    State(db): State<PgPool>,
    Path(token): Path<String>,
) -> Result<Response> {
    match queries::invited(&db, &Secret::presented(&token).hash()).await? {
        Some(name) => {
            let (form, errors) = Default::default();
            let hindrance = session::hindrance(&chrome, &headers);
            Ok(Page(SetUpPage { chrome, name, form, errors, hindrance }).into_response())
        }
        None => Ok(used_up(chrome)),
    }
}

/// `POST /admin/set-up/{token}`: sets it, once. Who has no second step yet goes on to set it up; who has one keeps it.
pub async fn set_up(
    chrome: Chrome,
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(form): Form,
) -> Result<Response> {
    session::can_begin(&chrome, &headers)?;
    let token = Secret::presented(&token).hash();
    let Some(name) = queries::invited(&state.db, &token).await? else { return Ok(used_up(chrome)) };
    let password = match Password::chosen(&form, &name, state.site.host()) {
        Ok(password) => password,
        Err(errors) => {
            let form = FormData::default();
            return Ok(refused(SetUpPage { chrome, name, form, errors, hindrance: None }));
        }
    };
    let hash = password.hash().await?;
    let Some(invited) = changes::set_password_by_link(&state.db, &token, &hash).await? else {
        return Ok(used_up(chrome));
    };
    if invited.has_second_step {
        return Ok(Redirect::to("/admin/sign-in?done=set-up").into_response());
    }
    second_step::propose(&state, invited.account).await?;
    let cookie = pending::begin(&state.db, invited.account, Purpose::SetUp, &state.limits).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/admin/second-step")).into_response())
}

fn used_up(chrome: Chrome) -> Response {
    (StatusCode::NOT_FOUND, Page(NoSetUpPage { chrome })).into_response()
}
