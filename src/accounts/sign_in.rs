use super::{
    DEMO_PASSWORD, Name,
    next::own_page,
    password,
    pending::{self, Purpose},
    queries, session, too_often,
};
use crate::{
    config::Limits,
    limits,
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};

#[derive(Debug, Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    form: FormData,
    errors: Errors,
    /// Said above the form, such as that the password was set.
    notice: Option<&'static str>,
    /// Why nobody can sign in on this page.
    hindrance: Option<&'static str>,
}

/// `GET /admin/sign-in`.
pub async fn form(chrome: Chrome, headers: HeaderMap, query: Query) -> Response {
    let mut form = FormData::default();
    form.set("next", own_page(query.first("next")));
    let notice = match query.first("done") {
        Some("set-up") => Some("Your password is set. Sign in with it."),
        Some("late") => Some("Too much time went by since your password. Give it again."),
        Some("set-up-late") => Some("Too much time went by. Ask an admin for a new set-up link."),
        Some("ended") => Some("That session is over."),
        Some("signed-out") => Some("You are signed out."),
        _ => None,
    };
    let hindrance = session::hindrance(&chrome, &headers);
    Page(SignInPage { chrome, form, errors: Errors::default(), notice, hindrance }).into_response()
}

/// `POST /admin/sign-in`: the same answer for a wrong password, an unknown name and a closed account. The right password
/// leads to the page for the code, and is no session yet.
pub async fn sign_in(
    chrome: Chrome,
    visitor: Visitor,
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(mut form): Form,
) -> Result<Response> {
    session::can_begin(&chrome, &headers)?;
    let (name, typed) = (form.value("name").to_owned(), form.value("password").to_owned());
    form.set("password", "");
    let mut errors = Errors::default();
    match spend(&state.db, &state.limits, visitor, &name).await {
        Err(AppError::TooMany(wait)) => {
            errors.add("name", too_often::complaint(wait));
            return Ok(too_often::answer(
                SignInPage { chrome, form, errors, notice: None, hindrance: None },
                wait,
            ));
        }
        other => other?,
    }
    let next = own_page(Some(form.value("next")));
    match step_after(&state, &name, typed).await? {
        Step::Refuse(complaint) => {
            tracing::info!("a password was refused");
            errors.add("name", complaint);
            Ok(refused(SignInPage { chrome, form, errors, notice: None, hindrance: None }))
        }
        Step::Enter(account) => {
            let cookie = session::begin(&state.db, account, &headers, &state.limits, true).await?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
        }
        Step::AskForCode(account) => {
            let cookie = pending::begin(&state.db, account, Purpose::Code, &state.limits).await?;
            let query = serde_html_form::to_string([("next", &next)]).unwrap_or_default();
            let code = Redirect::to(&format!("/admin/sign-in/code?{query}"));
            Ok(([(header::SET_COOKIE, cookie)], code).into_response())
        }
    }
}

async fn spend(db: &sqlx::PgPool, limits: &Limits, visitor: Visitor, name: &str) -> Result<()> {
    limits::spend(db, limits.rate_sign_in_address, "sign-in", visitor).await?;
    limits::spend_for(db, limits.rate_sign_in_account, "sign-in", &name.trim().to_lowercase()).await
}

/// What follows a name and a password.
enum Step {
    Refuse(&'static str),
    AskForCode(i64),
    /// Only for the people of a demonstration, whose password everybody knows.
    Enter(i64),
}

async fn step_after(state: &AppState, name: &str, typed: String) -> Result<Step> {
    let name = name.parse::<Name>();
    // A name that cannot be one is looked for all the same, so that it takes as long.
    let wanted = name.as_ref().map_or("", Name::as_str);
    let known = queries::active(&state.db, wanted).await?;
    let of_demo = typed == DEMO_PASSWORD;
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    let right = password::is_right(typed, hash).await.map_err(AppError::Internal)?;
    Ok(match known.filter(|_| right) {
        Some(known) if of_demo && state.site.demo => Step::Enter(known.id),
        Some(known) if !of_demo && known.has_second_step => Step::AskForCode(known.id),
        Some(_) if !of_demo => Step::Refuse("Your second step is not set up; ask an admin for a set-up link"),
        _ => Step::Refuse("We know no account with this name and password"),
    })
}
