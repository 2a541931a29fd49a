//! The admins' pages about people: who there is, what each may do, and what changed.

mod act;
mod index;
mod log;
mod show;

use super::{
    Member,
    me::{not_of_demo, to_confirm},
};
use crate::web::{Access, Routes};
use axum::response::{IntoResponse, Response};

pub fn routes() -> Routes {
    Routes::new(Access::Admin)
        .get("/admin/people", index::page)
        .post("/admin/people", index::add)
        .get("/admin/people/log", log::page)
        .post("/admin/people/log/seen", log::seen)
        .get("/admin/people/{id}", show::page)
        .post("/admin/people/{id}/role", act::set_role)
        .post("/admin/people/{id}/close", act::close)
        .post("/admin/people/{id}/reopen", act::reopen)
        .post("/admin/people/{id}/link", act::invite)
        .post("/admin/people/{id}/second-step/reset", act::reset_second_step)
        .post("/admin/people/{id}/sessions/end", act::end_sessions)
}

/// Sends an admin who has been signed in for a while to say once more who they are, and back to `next` from there. Nobody
/// in a demonstration changes people: everybody knows how to sign in as its admin.
fn may_change_people(member: &Member, next: &str) -> Result<(), Response> {
    not_of_demo(member).map_err(IntoResponse::into_response)?;
    to_confirm(member, next).map_or(Ok(()), Err)
}
