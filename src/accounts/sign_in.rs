use super::{
    DEMO_PASSWORD, Name,
    attempt::{Attempt, Tried},
    enter::enter,
    known::From,
    next::own_page,
    password,
    pending::{self, Purpose},
    queries::{self, SignInAccount},
    second_step, session, too_often,
};
use crate::{
    refusals::{self, Refusal},
    state::AppState,
    values::AccountId,
    web::{Chrome, Errors, Form, FormData, Page, Query, Result, Visitor, refused},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header},
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

/// The one complaint about name and password, so that it says nothing of either.
const NOT_LET_IN: &str = "We know no account with this name and password, or too many wrong ones were given for this name \
                          lately. Type both again, and a code with them: that is looked at even then";

/// `POST /admin/sign-in`: the same answer for a wrong password, an unknown name, a closed account and one that others try
/// too often. The right password leads to the page for the code, and is no session yet unless a code came with it.
pub async fn sign_in(
    chrome: Chrome,
    visitor: Visitor,
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(mut form): Form,
) -> Result<Response> {
    session::can_begin(&chrome, &headers)?;
    let given = Credentials::take(&mut form);
    let known = queries::active(&state.db, given.wanted()).await?;
    let account = known.as_ref().map(|known| known.id);
    let next = own_page(Some(form.value("next")));
    let mut page = SignInPage { chrome, form, errors: Errors::default(), notice: None, hindrance: None };
    match given.step(&state, &headers, visitor, known).await? {
        Step::Refuse(complaint) => {
            page.errors.add("name", complaint);
            Ok(refusals::of(refused(page), Refusal::Password, account))
        }
        Step::PutOff(wait) => {
            page.errors.add("name", too_often::complaint(wait));
            Ok(refusals::of(too_often::answer(page, wait), Refusal::TooOften, account))
        }
        Step::EnterDemo(account) => {
            let cookie = session::begin(&state.db, account, &headers, &state.limits, true).await?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
        }
        Step::Enter(account) => {
            let cookies = enter(&state, &headers, visitor, account).await?;
            Ok((cookies, Redirect::to(&next)).into_response())
        }
        Step::AskForCode(account) => {
            let cookie = pending::begin(&state.db, account, Purpose::Code, &state.limits).await?;
            let query = serde_html_form::to_string([("next", &next)]).unwrap_or_default();
            let code = Redirect::to(&format!("/admin/sign-in/code?{query}"));
            Ok(([(header::SET_COOKIE, cookie)], code).into_response())
        }
    }
}

enum Step {
    Refuse(&'static str),
    PutOff(Duration),
    AskForCode(AccountId),
    Enter(AccountId),
    /// Only for the people of a demonstration, whose password everybody knows.
    EnterDemo(AccountId),
}

struct Credentials {
    name: String,
    password: String,
    /// Empty, or a code that came along with the password.
    code: String,
}

impl Credentials {
    /// Out of the form, which keeps neither password nor code.
    fn take(form: &mut FormData) -> Self {
        let [name, password, code] = ["name", "password", "code"].map(|field| form.value(field).to_owned());
        form.set("password", "");
        form.set("code", "");
        Self { name: name.trim().to_lowercase(), password, code: code.trim().to_owned() }
    }

    /// The name to look for. One that cannot be a name is looked for all the same, so that it takes as long.
    fn wanted(&self) -> &str {
        if self.name.parse::<Name>().is_ok() { &self.name } else { "" }
    }

    async fn step(
        self,
        state: &AppState,
        headers: &HeaderMap,
        visitor: Visitor,
        known: Option<SignInAccount>,
    ) -> Result<Step> {
        let account = known.as_ref().map(|known| known.id);
        let from = From::of(state, headers, visitor, account).await?;
        let by_demo = state.site.demo && self.password == DEMO_PASSWORD;
        let tried = Tried {
            name: &self.name,
            from,
            visitor,
            by_recovery_code: second_step::is_recovery_code(state, account, &self.code).await?,
            by_code: !self.code.is_empty() || by_demo,
        };
        let attempt = Attempt::begin(state, tried).await?;
        if let Some(wait) = attempt.put_off.filter(|_| !attempt.is_heard) {
            return Ok(Step::PutOff(wait));
        }
        // Without a hash it takes as long and is never right.
        let hash = known.as_ref().and_then(|known| known.password_hash.clone()).filter(|_| attempt.is_heard);
        let of_demo = self.password == DEMO_PASSWORD;
        let right = password::is_right(self.password.clone(), hash, attempt.lane).await?;
        let wrong = attempt.put_off.map_or(Step::Refuse(NOT_LET_IN), Step::PutOff);
        let known = known.filter(|_| right);
        if !self.code.is_empty() && !of_demo && !self.passes(state, from, known.as_ref()).await? {
            return Ok(wrong);
        }
        let step = match known {
            Some(known) if by_demo => Step::EnterDemo(known.id),
            Some(known) if !of_demo && !self.code.is_empty() => Step::Enter(known.id),
            Some(known) if !of_demo && known.has_second_step => Step::AskForCode(known.id),
            Some(_) if !of_demo => {
                Step::Refuse("Your second step is not set up; ask an admin for a set-up link")
            }
            _ => return Ok(wrong),
        };
        attempt.forget(state).await?;
        Ok(step)
    }

    /// Whether the code that came with the password is right, too. With a wrong password as much is done as with the right
    /// one, for an account that there is not, so that the time it takes does not tell which of the two was wrong.
    async fn passes(&self, state: &AppState, from: From, known: Option<&SignInAccount>) -> Result<bool> {
        match known {
            Some(known) => second_step::passes(state, known.id, &from.counted_as(known.id), &self.code).await,
            None => {
                second_step::passes(state, NOBODY, &format!("not {}", self.name), &self.code).await?;
                Ok(false)
            }
        }
    }
}

/// No account has this number.
const NOBODY: AccountId = AccountId(0);
