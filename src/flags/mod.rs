//! Notes of readers that something published is wrong. A flag hides nothing by itself: it waits for a moderator, and
//! its sender reads the answer under a private link.

mod endings;
mod form;
mod link;
mod lists;
mod queries;
mod status;
mod target;
mod words;

pub use lists::{Effect, FlagState, Reason};
pub use queries::{forget_address_everywhere as forget_address, forget_answered};
pub use target::{About, Target};

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let forms = Routes::new(Access::Anyone)
        .get("/flag/{about}/{name}", form::page)
        .post("/flag/{about}/{name}", form::submit)
        .get("/flag/erased", endings::erased);
    let private = Routes::new(Access::PrivateLink)
        .get("/f/{secret}", status::page)
        .post("/f/{secret}/forget-address", endings::forget_address)
        .post("/f/{secret}/erase", endings::erase);
    forms.merge(private)
}
