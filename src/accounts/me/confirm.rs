use super::{
    super::{
        Member,
        next::own_page,
        password::{self, Lane},
        queries, second_step, session, too_often,
    },
    not_of_demo,
};
use crate::{
    limits::Reservation,
    refusals::{self, Refusal},
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Query, Result, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
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

/// `POST /admin/me/confirm`. The session begins anew: whoever else has its cookie is not confirmed along with its owner.
pub async fn confirm(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(mut form): Form,
) -> Result<Response> {
    not_of_demo(&member)?;
    let typed = form.value("password").to_owned();
    form.set("password", "");
    let page = |errors| {
        let (name, minutes) = (member.name.clone(), state.limits.confirmed_minutes);
        ConfirmPage { chrome, name, minutes, form: form.clone(), errors }
    };
    let session = member.session.to_string();
    // Wrong tries count for the session that makes them, and for nobody else.
    let place =
        match Reservation::take(&state.db, state.limits.rate_sign_in_account, "password", &session).await {
            Err(AppError::TooMany(wait)) => {
                let errors = Errors::one("password", too_often::complaint(wait));
                return Ok(too_often::answer(page(errors), wait));
            }
            other => other?,
        };
    if !is_right(&state, &member, typed, form.value("code")).await? {
        let errors = Errors::one(
            "password",
            "The password or the code is not right. A code counts once; wait for the next one",
        );
        return Ok(refusals::of(refused(page(errors)), Refusal::Password, Some(member.id)));
    }
    place.give_back(&state.db).await?;
    let cookie = session::begin(&state.db, member.id, &headers, &state.limits, false).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&own_page(Some(form.value("next"))))).into_response())
}

/// The code is looked at only with the right password, so that no recovery code is lost to a slip.
async fn is_right(state: &AppState, member: &Member, typed: String, code: &str) -> Result<bool> {
    let hash = queries::password_hash(&state.db, member.id).await?;
    let known = password::is_right(typed, hash, Lane::Known).await?;
    let counted_as = format!("session {}", member.session);
    Ok(known && second_step::passes(state, member.id, &counted_as, code).await?)
}
