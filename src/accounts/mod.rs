//! The people who review and edit: their accounts, how they sign in, and the guard before their pages.

mod account;
mod demo;
mod guard;
mod password;
pub mod people;
mod queries;
mod secret;
mod session;
mod set_up;
mod sign_in;
mod sign_out;

pub use account::{Member, Name, Role};
pub use demo::{DEMO_NAMES, DEMO_PASSWORD, demo_people};
pub use guard::guard;

use crate::web::{Access, Routes};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/admin/sign-in", sign_in::form)
        .post("/admin/sign-in", sign_in::sign_in)
        .post("/admin/sign-out", sign_out::sign_out)
        .get("/admin/set-up/{token}", set_up::form)
        .post("/admin/set-up/{token}", set_up::set_up)
}
