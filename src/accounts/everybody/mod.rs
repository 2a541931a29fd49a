//! The admins' pages about people: who there is, what each may do, and what changed.

mod act;
mod index;
mod log;
mod show;

use crate::web::{Access, Routes};

pub fn routes() -> Routes {
    Routes::new(Access::Admin)
        .get("/admin/people", index::page)
        .post("/admin/people", index::add)
        .get("/admin/people/log", log::page)
        .get("/admin/people/{id}", show::page)
        .post("/admin/people/{id}/role", act::set_role)
        .post("/admin/people/{id}/close", act::close)
        .post("/admin/people/{id}/reopen", act::reopen)
        .post("/admin/people/{id}/link", act::invite)
        .post("/admin/people/{id}/second-step/reset", act::reset_second_step)
        .post("/admin/people/{id}/sessions/end", act::end_sessions)
}
