//! Changes that an admin makes to an account. Each is refused when nobody could let people in afterwards.

use super::{
    super::{
        Member, Role,
        changes::{self, Link, Refusal},
        event::By,
    },
    obstacle_to_changes,
    show::PersonPage,
};
use crate::{
    state::AppState,
    values::{AccountId, ClosedList as _},
    web::{AppError, Chrome, Form, Page, Path, Result, refused},
};
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse as _, Redirect, Response},
};

/// Who is to be changed, by an admin who has just given password and code, and the page to say so on.
pub struct AccountChange {
    chrome: Chrome,
    member: Member,
    state: AppState,
    id: AccountId,
}

impl FromRequestParts<AppState> for AccountChange {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let whom = Path::from_request_parts(parts, state).await;
        let Path(id) = whom.map_err(AppError::into_response)?;
        let member = Member::from_request_parts(parts, state).await.map_err(AppError::into_response)?;
        if let Some(first) = obstacle_to_changes(&member, &format!("/admin/people/{id}")) {
            return Err(first);
        }
        let chrome = Chrome::new(&state.site, parts);
        Ok(Self { chrome, member, state: state.clone(), id })
    }
}

impl AccountChange {
    fn by(&self) -> By {
        By::Account(self.member.id)
    }

    /// Back to the page with a word on what was done, or with why it was not beside `field`.
    async fn done(self, outcome: Result<(), Refusal>, done: &str, field: &'static str) -> Result<Response> {
        match outcome {
            Ok(()) => Ok(Redirect::to(&format!("/admin/people/{}?done={done}", self.id)).into_response()),
            Err(refusal) => self.refuse(refusal, field).await,
        }
    }

    /// The page with the link that was made, this once.
    async fn linked(self, outcome: Result<Link, Refusal>, field: &'static str) -> Result<Response> {
        match outcome {
            Ok(link) => {
                let page = PersonPage::of(self.chrome, &self.state.db, &self.member, self.id).await?;
                Ok(Page(page.with(link)).into_response())
            }
            Err(refusal) => self.refuse(refusal, field).await,
        }
    }

    async fn refuse(self, refusal: Refusal, field: &'static str) -> Result<Response> {
        match refusal {
            Refusal::Failed(error) => Err(error),
            Refusal::Nobody => Err(AppError::NotFound),
            refusal => self.complain(refusal.to_string(), field).await,
        }
    }

    async fn complain(self, complaint: String, field: &'static str) -> Result<Response> {
        let mut page = PersonPage::of(self.chrome, &self.state.db, &self.member, self.id).await?;
        page.errors.add(field, complaint);
        Ok(refused(page))
    }
}

/// `POST /admin/people/{id}/role`.
pub async fn set_role(change: AccountChange, Form(form): Form) -> Result<Response> {
    let Some(role) = Role::from_word(form.value("role")) else {
        return change.complain("Choose moderator, editor or admin".to_owned(), "role").await;
    };
    let outcome = changes::set_role(&change.state.db, change.by(), change.id, role).await;
    change.done(outcome, "role", "role").await
}

/// `POST /admin/people/{id}/close`.
pub async fn close(change: AccountChange) -> Result<Response> {
    let outcome = changes::close(&change.state.db, change.by(), change.id).await;
    change.done(outcome, "closed", "close").await
}

/// `POST /admin/people/{id}/reopen`.
pub async fn reopen(change: AccountChange) -> Result<Response> {
    let outcome = changes::reopen(&change.state.db, change.by(), change.id).await;
    change.done(outcome, "reopened", "close").await
}

/// `POST /admin/people/{id}/sessions/end`.
pub async fn end_sessions(change: AccountChange) -> Result<Response> {
    let outcome = changes::end_sessions(&change.state.db, change.by(), change.id).await;
    change.done(outcome, "ended", "sessions").await
}

/// `POST /admin/people/{id}/link`.
pub async fn invite(change: AccountChange) -> Result<Response> {
    let outcome = changes::invite(&change.state, change.by(), change.id).await;
    change.linked(outcome, "link").await
}

/// `POST /admin/people/{id}/second-step/reset`.
pub async fn reset_second_step(change: AccountChange) -> Result<Response> {
    let outcome = changes::reset_second_step(&change.state, change.by(), change.id).await;
    change.linked(outcome, "second-step").await
}
