use super::{
    super::{
        Member,
        event::{Act, By},
        known,
        password::{self, Lane, Password},
        queries, too_often,
    },
    not_of_demo,
};
use crate::{
    limits::Reservation,
    refusals::{self, Refusal},
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse as _, Redirect, Response},
};

#[derive(Debug, Template)]
#[template(path = "accounts/password.html")]
pub struct PasswordPage {
    chrome: Chrome,
    name: String,
    /// Always empty: a password is never shown again.
    form: FormData,
    errors: Errors,
}

impl PasswordPage {
    fn new(chrome: Chrome, member: &Member, errors: Errors) -> Self {
        Self { chrome, name: member.name.clone(), form: FormData::default(), errors }
    }
}

/// `GET /admin/me/password`.
pub async fn form(chrome: Chrome, member: Member) -> Result<Page<PasswordPage>> {
    not_of_demo(&member)?;
    Ok(Page(PasswordPage::new(chrome, &member, Errors::default())))
}

/// `POST /admin/me/password`: changes it for whoever knows the old one, and ends the other sessions.
pub async fn change(
    chrome: Chrome,
    visitor: Visitor,
    member: Member,
    headers: HeaderMap,
    State(state): State<AppState>,
    Form(form): Form,
) -> Result<Response> {
    not_of_demo(&member)?;
    let session = member.session.to_string();
    let place =
        match Reservation::take(&state.db, state.limits.rate_sign_in_account, "password", &session).await {
            Err(AppError::TooMany(wait)) => {
                let errors = Errors::one("old_password", too_often::complaint(wait));
                return Ok(too_often::answer(PasswordPage::new(chrome, &member, errors), wait));
            }
            other => other?,
        };
    if !is_own(&state, &member, form.value("old_password")).await? {
        let mut errors = Errors::one("old_password", "That is not your password");
        errors.extend(Password::chosen(&form, &member.name, state.site.host()).err().unwrap_or_default());
        let answer = refused(PasswordPage::new(chrome, &member, errors));
        return Ok(refusals::of(answer, Refusal::Password, Some(member.id)));
    }
    place.give_back(&state.db).await?;
    let password = match Password::chosen(&form, &member.name, state.site.host()) {
        Ok(password) => password,
        Err(errors) => return Ok(refused(PasswordPage::new(chrome, &member, errors))),
    };
    let hash = password.hash().await?;
    let network = known::network_code(&state, visitor).await?;
    let mut tx = state.db.begin().await?;
    queries::set_password(&mut *tx, member.id, &hash).await?;
    queries::end_sessions_of(&mut *tx, member.id, Some(member.session)).await?;
    queries::forget_pending_of(&mut *tx, member.id).await?;
    queries::forget_places(&mut *tx, member.id, None).await?;
    let browser = known::remember(&mut tx, &state.limits, &headers, &network, member.id).await?;
    queries::note(&mut *tx, By::Account(member.id), member.id, Act::PasswordChanged, "").await?;
    tx.commit().await?;
    Ok(([(SET_COOKIE, browser)], Redirect::to("/admin/me?done=password")).into_response())
}

async fn is_own(state: &AppState, member: &Member, typed: &str) -> Result<bool> {
    let hash = queries::password_hash(&state.db, member.id).await?;
    Ok(password::is_right(typed.to_owned(), hash, Lane::Known).await?)
}
