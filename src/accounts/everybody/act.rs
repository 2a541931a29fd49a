//! What an admin does to an account. Each is refused when nobody could let people in afterwards.

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
pub struct Asked {
    chrome: Chrome,
    member: Member,
    state: AppState,
    id: AccountId,
}

impl FromRequestParts<AppState> for Asked {
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

impl Asked {
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
pub async fn set_role(asked: Asked, Form(form): Form) -> Result<Response> {
    let Some(role) = Role::from_word(form.value("role")) else {
        return asked.complain("Choose moderator, editor or admin".to_owned(), "role").await;
    };
    let outcome = changes::set_role(&asked.state.db, asked.by(), asked.id, role).await;
    asked.done(outcome, "role", "role").await
}

/// `POST /admin/people/{id}/close`.
pub async fn close(asked: Asked) -> Result<Response> {
    let outcome = changes::close(&asked.state.db, asked.by(), asked.id).await;
    asked.done(outcome, "closed", "close").await
}

/// `POST /admin/people/{id}/reopen`.
pub async fn reopen(asked: Asked) -> Result<Response> {
    let outcome = changes::reopen(&asked.state.db, asked.by(), asked.id).await;
    asked.done(outcome, "reopened", "close").await
}

/// `POST /admin/people/{id}/sessions/end`.
pub async fn end_sessions(asked: Asked) -> Result<Response> {
    let outcome = changes::end_sessions(&asked.state.db, asked.by(), asked.id).await;
    asked.done(outcome, "ended", "sessions").await
}

/// `POST /admin/people/{id}/link`.
pub async fn invite(asked: Asked) -> Result<Response> {
    let outcome = changes::invite(&asked.state, asked.by(), asked.id).await;
    asked.linked(outcome, "link").await
}

/// `POST /admin/people/{id}/second-step/reset`.
pub async fn reset_second_step(asked: Asked) -> Result<Response> {
    let outcome = changes::reset_second_step(&asked.state, asked.by(), asked.id).await;
    asked.linked(outcome, "second-step").await
}
