//! The people who review and edit: their accounts, how they sign in, and the guard before their pages.

mod account;
mod attempt;
mod changes;
mod demo;
mod enter;
mod event;
mod everybody;
mod guard;
mod known;
mod me;
mod next;
mod password;
mod pending;
pub mod people;
mod queries;
mod second_step;
mod secret;
mod session;
mod set_up;
mod sign_in;
mod sign_out;
mod tell;
mod too_often;

pub use account::{Member, Name, Role};
pub use demo::{DEMO_PASSWORD, DEMO_PEOPLE, demo_people};
pub use guard::guard;
pub use tell::tell_admins;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/admin/sign-in", sign_in::form)
        .post("/admin/sign-in", sign_in::sign_in)
        .get("/admin/sign-in/code", second_step::sign_in::form)
        .post("/admin/sign-in/code", second_step::sign_in::sign_in)
        .post("/admin/sign-out", sign_out::sign_out)
        .get("/admin/set-up/{token}", set_up::form)
        .post("/admin/set-up/{token}", set_up::set_up)
        .get("/admin/second-step", second_step::set_up::form)
        .post("/admin/second-step", second_step::set_up::set_up)
        .merge(me::routes())
        .merge(everybody::routes())
}
