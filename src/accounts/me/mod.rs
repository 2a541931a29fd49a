//! The pages on which somebody who is signed in sees and changes their own account.

mod confirm;
mod factors;
mod index;
mod password;
mod sessions;

use super::Member;
use crate::{
    state::Routes,
    web::{Access, AppError, Result},
};
use axum::response::{IntoResponse as _, Redirect, Response};

pub fn routes() -> Routes {
    Routes::new(Access::Staff)
        .get("/admin/me", index::page)
        .get("/admin/me/password", password::form)
        .post("/admin/me/password", password::change)
        .get("/admin/me/confirm", confirm::form)
        .post("/admin/me/confirm", confirm::confirm)
        .get("/admin/me/second-step", factors::form)
        .post("/admin/me/second-step", factors::confirm_seed)
        .post("/admin/me/second-step/seed", factors::new_seed)
        .post("/admin/me/recovery-codes", factors::new_codes)
        .post("/admin/me/sessions/{id}/end", sessions::end_one)
        .post("/admin/me/other-sessions/end", sessions::end_others)
        .post("/admin/me/places/{id}/forget", sessions::forget_place)
}

/// Refuses the people of a demonstration: their password is known, so whoever tried it could lock the others out, or let
/// themselves in for good.
pub fn not_of_demo(member: &Member) -> Result<()> {
    if member.demo {
        return Err(AppError::Forbidden(
            "The people of the demonstration keep their password, have no second step, and change nobody’s account.",
        ));
    }
    Ok(())
}

/// Sends somebody to give password and code again, and back to `next` from there; `None` when they just have.
pub fn to_confirm(member: &Member, next: &str) -> Option<Response> {
    if member.confirmed {
        return None;
    }
    let query = serde_html_form::to_string([("next", next)]).unwrap_or_default();
    Some(Redirect::to(&format!("/admin/me/confirm?{query}")).into_response())
}
