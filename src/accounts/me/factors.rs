//! Another app for the second step, and new recovery codes: both only for whoever has just confirmed who they are.

use super::{
    super::{
        Member,
        event::{Act, By},
        queries,
        second_step::{self, CodesPage, RecoveryCodes, SecondStepPage},
    },
    not_of_demo, to_confirm,
};
use crate::{
    state::AppState,
    web::{Chrome, Form, Page, Result, refused},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};

const OWN: &str = "/admin/me";
const SECOND_STEP: &str = "/admin/me/second-step";

/// `POST /admin/me/second-step/seed`: makes a seed for another app; the old one works until the new one has a code.
pub async fn new_seed(member: Member, State(state): State<AppState>) -> Result<Response> {
    not_of_demo(&member)?;
    if let Some(first) = to_confirm(&member, OWN) {
        return Ok(first);
    }
    second_step::propose(&state, member.id).await?;
    Ok(Redirect::to(SECOND_STEP).into_response())
}

/// `GET /admin/me/second-step`: shows the seed that was made.
pub async fn form(chrome: Chrome, member: Member, State(state): State<AppState>) -> Result<Response> {
    not_of_demo(&member)?;
    if let Some(first) = to_confirm(&member, SECOND_STEP) {
        return Ok(first);
    }
    Ok(match SecondStepPage::of(chrome, &state, member.id, &member.name).await? {
        Some(page) => Page(page).into_response(),
        None => Redirect::to(OWN).into_response(),
    })
}

/// `POST /admin/me/second-step`: with its first code the new app takes the place of the old one.
pub async fn confirm_seed(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    Form(form): Form,
) -> Result<Response> {
    not_of_demo(&member)?;
    if let Some(first) = to_confirm(&member, SECOND_STEP) {
        return Ok(first);
    }
    let Some(page) = SecondStepPage::of(chrome.clone(), &state, member.id, &member.name).await? else {
        return Ok(Redirect::to(OWN).into_response());
    };
    match second_step::accept(&state, member.id, form.value("code")).await? {
        Some(codes) => Ok(Page(CodesPage::new(chrome, codes, OWN)).into_response()),
        None => Ok(refused(page.refusing(second_step::NOT_THE_CODE))),
    }
}

/// `POST /admin/me/recovery-codes`: ten new ones; the old ones are worth nothing.
pub async fn new_codes(chrome: Chrome, member: Member, State(state): State<AppState>) -> Result<Response> {
    not_of_demo(&member)?;
    if let Some(first) = to_confirm(&member, OWN) {
        return Ok(first);
    }
    let codes = RecoveryCodes::new()?;
    let mut tx = state.db.begin().await?;
    queries::replace_codes(&mut tx, member.id, &codes.hashes()).await?;
    queries::note(&mut *tx, By::Account(member.id), member.id, Act::CodesRenewed, "").await?;
    tx.commit().await?;
    Ok(Page(CodesPage::new(chrome, codes, OWN)).into_response())
}
