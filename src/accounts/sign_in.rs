use super::{DEMO_PASSWORD, Name, password, queries, session};
use crate::{
    config::Limits,
    limits,
    state::AppState,
    web::{AppError, Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use std::time::Duration;

#[derive(Debug, Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    form: FormData,
    errors: Errors,
    /// Said above the form, such as that the password was set.
    notice: Option<&'static str>,
}

/// `GET /admin/sign-in`.
pub async fn form(chrome: Chrome, query: Query) -> Response {
    let mut form = FormData::default();
    form.set("next", own_page(query.first("next")));
    let notice = match query.first("done") {
        Some("set-up") => Some("Your password is set. Sign in with it."),
        Some("signed-out") => Some("You are signed out."),
        _ => None,
    };
    Page(SignInPage { chrome, form, errors: Errors::default(), notice }).into_response()
}

/// `POST /admin/sign-in`: the same answer for a wrong password, an unknown name and a closed account.
pub async fn sign_in(
    chrome: Chrome,
    visitor: Visitor,
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(mut form): Form,
) -> Result<Response> {
    let (name, typed) = (form.value("name").to_owned(), form.value("password").to_owned());
    form.set("password", "");
    match spend(&state.db, &state.limits, visitor, &name).await {
        Err(AppError::TooMany(wait)) => return Ok(too_often(chrome, form, wait)),
        other => other?,
    }
    let Some(account) = account_of(&state, &name, typed).await? else {
        let mut errors = Errors::default();
        errors.add("name", "We know no account with this name and password");
        return Ok(refused(SignInPage { chrome, form, errors, notice: None }));
    };
    let cookie = session::begin(&state.db, account, &headers, &state.limits).await?;
    let to = own_page(Some(form.value("next")));
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

async fn spend(db: &sqlx::PgPool, limits: &Limits, visitor: Visitor, name: &str) -> Result<()> {
    limits::spend(db, limits.rate_sign_in_address, "sign-in", visitor).await?;
    limits::spend_for(db, limits.rate_sign_in_account, "sign-in", &name.trim().to_lowercase()).await
}

/// The account with this name and password.
async fn account_of(state: &AppState, name: &str, typed: String) -> Result<Option<i64>> {
    let name = name.parse::<Name>();
    // A name that cannot be one is looked for all the same, so that it takes as long.
    let wanted = name.as_ref().map_or("", Name::as_str);
    let known = queries::active(&state.db, wanted).await?;
    let (account, hash) = known.map_or((None, None), |(account, hash)| (Some(account), hash));
    let for_demo_only = typed == DEMO_PASSWORD && !state.site.demo;
    let right = password::is_right(typed, hash).await.map_err(AppError::Internal)?;
    Ok(account.filter(|_| right && !for_demo_only))
}

fn too_often(chrome: Chrome, form: FormData, wait: Duration) -> Response {
    let mut errors = Errors::default();
    let minutes = wait.as_secs().div_ceil(60).max(1);
    errors.add(
        "name",
        format!(
            "That was tried too often. Try again in {minutes} minute{}",
            if minutes == 1 { "" } else { "s" }
        ),
    );
    let page = Page(SignInPage { chrome, form, errors, notice: None });
    let wait = [(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)))];
    (StatusCode::TOO_MANY_REQUESTS, wait, page).into_response()
}

/// The moderators' page to go on to; anything else leads to the queue.
fn own_page(asked: Option<&str>) -> String {
    let plain =
        |page: &&str| page.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') && !page.contains("..");
    let own = |page: &&str| *page == "/admin" || page.starts_with("/admin/") || page.starts_with("/admin?");
    asked.filter(plain).filter(own).unwrap_or("/admin").to_owned()
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn signing_in_leads_nowhere_but_to_our_own_pages() {
        assert_eq!(own_page(Some("/admin/items/7?done=approved")), "/admin/items/7?done=approved");
        for strange in [
            "//evil.example",
            "https://evil.example",
            "/paths",
            "/administrator",
            "/admin/../x",
            "/admin\\x",
            "/admin/\n",
        ] {
            assert_eq!(own_page(Some(strange)), "/admin", "{strange}");
        }
    }
}
