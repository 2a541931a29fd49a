use super::{
    super::{Member, next::own_page, password, queries, second_step, too_often},
    not_of_demo,
};
use crate::{
    limits,
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};

#[derive(Debug, Template)]
#[template(path = "accounts/confirm.html")]
pub struct ConfirmPage {
    chrome: Chrome,
    name: String,
    /// Minutes for which it counts.
    minutes: u32,
    form: FormData,
    errors: Errors,
}

/// `GET /admin/me/confirm`: asks for password and code again, as nobody who found the screen open has them.
pub async fn form(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    query: Query,
) -> Result<Page<ConfirmPage>> {
    not_of_demo(&member)?;
    let mut form = FormData::default();
    form.set("next", own_page(query.first("next")));
    let minutes = state.limits.confirmed_minutes;
    Ok(Page(ConfirmPage { chrome, name: member.name, minutes, form, errors: Errors::default() }))
}

/// `POST /admin/me/confirm`.
pub async fn confirm(
    chrome: Chrome,
    visitor: Visitor,
    member: Member,
    State(state): State<AppState>,
    Form(mut form): Form,
) -> Result<Response> {
    not_of_demo(&member)?;
    let typed = form.value("password").to_owned();
    form.set("password", "");
    let page = |errors| {
        let (name, minutes) = (member.name.clone(), state.limits.confirmed_minutes);
        ConfirmPage { chrome, name, minutes, form: form.clone(), errors }
    };
    let mut errors = Errors::default();
    match may_try(&state, &member, visitor).await {
        Err(AppError::TooMany(wait)) => {
            errors.add("password", too_often::complaint(wait));
            return Ok(too_often::answer(page(errors), wait));
        }
        other => other?,
    }
    if !is_right(&state, member.id, typed, form.value("code")).await? {
        errors.add(
            "password",
            "The password or the code is not right. A code counts once; wait for the next one",
        );
        return Ok(refused(page(errors)));
    }
    queries::confirm_session(&state.db, member.session).await?;
    Ok(Redirect::to(&own_page(Some(form.value("next")))).into_response())
}

async fn may_try(state: &AppState, member: &Member, visitor: Visitor) -> Result<()> {
    limits::spend_for(&state.db, state.limits.rate_sign_in_account, "password", &member.name).await?;
    second_step::may_try(state, member.id, visitor).await
}

/// The code is looked at only with the right password, so that no recovery code is lost to a slip.
async fn is_right(state: &AppState, account: i64, typed: String, code: &str) -> Result<bool> {
    let hash = queries::password_hash(&state.db, account).await?;
    let known = password::is_right(typed, hash).await.map_err(AppError::Internal)?;
    Ok(known && second_step::passes(state, account, code).await?)
}
