//! The admins' pages about people: who there is, what each may do, and what changed.

mod act;
mod index;
mod log;
mod show;

use super::{
    Member,
    me::{not_of_demo, to_confirm},
};
use crate::{state::Routes, web::Access};
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

/// The answer to an admin who may not change people now: one who has been signed in for a while says once more who
/// they are, and comes back to `next` from there. Nobody in a demonstration changes people: everybody knows how to sign in
/// as its admin.
fn obstacle_to_changes(member: &Member, next: &str) -> Option<Response> {
    not_of_demo(member).err().map(IntoResponse::into_response).or_else(|| to_confirm(member, next))
}
