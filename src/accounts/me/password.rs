use super::{
    super::{
        Member, Name,
        event::{Act, By},
        password::{self, Password},
        queries, too_often,
    },
    not_of_demo,
};
use crate::{
    limits,
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Reader, Result, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

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
    member: Member,
    State(state): State<AppState>,
    Form(form): Form,
) -> Result<Response> {
    not_of_demo(&member)?;
    match limits::spend_for(&state.db, state.limits.rate_sign_in_account, "password", &member.name).await {
        Err(AppError::TooMany(wait)) => {
            let mut errors = Errors::default();
            errors.add("old_password", too_often::complaint(wait));
            return Ok(too_often::answer(PasswordPage::new(chrome, &member, errors), wait));
        }
        other => other?,
    }
    let password = match read(&state.db, &form, &member).await? {
        Ok(password) => password,
        Err(errors) => return Ok(refused(PasswordPage::new(chrome, &member, errors))),
    };
    let hash = password.hash().await.map_err(AppError::Internal)?;
    let mut tx = state.db.begin().await?;
    queries::set_password(&mut *tx, member.id, &hash).await?;
    queries::end_sessions_of(&mut *tx, member.id, Some(member.session)).await?;
    queries::forget_pending_of(&mut *tx, member.id).await?;
    queries::note(&mut *tx, By::Account(member.id), member.id, Act::PasswordChanged, "").await?;
    tx.commit().await?;
    Ok(Redirect::to("/admin/me?done=password").into_response())
}

async fn read(db: &PgPool, form: &FormData, member: &Member) -> Result<Result<Password, Errors>> {
    let mut reader = Reader::new(form);
    let hash = queries::password_hash(db, member.id).await?;
    let old = form.value("old_password").to_owned();
    if !password::is_right(old, hash).await.map_err(AppError::Internal)? {
        reader.errors.add("old_password", "That is not your password");
    }
    let password = reader.parse("password", |typed| Password::parse(typed, &member.name.parse::<Name>()?));
    if form.value("password") != form.value("password_again") {
        reader.errors.add("password_again", "The two are not the same; type both again");
    }
    Ok(password.filter(|_| reader.errors.is_empty()).ok_or(reader.errors))
}
