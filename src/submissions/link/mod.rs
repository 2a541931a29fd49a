//! The pages of a private link once a report is begun: how it stands, what goes on, and its endings.

mod address;
mod appeal;
mod endings;
mod going_on;
mod sent;
mod standing;
mod status;

pub use address::forget_everywhere;
pub use endings::replace_link;
pub use standing::title_once;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    let private = Routes::new(Access::PrivateLink)
        .get("/m/{secret}", status::page)
        .get("/m/{secret}/sent", sent::page)
        .get("/m/{secret}/appeal", appeal::page)
        .post("/m/{secret}/appeal", appeal::submit)
        .get("/m/{secret}/take-down", endings::page)
        .post("/m/{secret}/withdraw", endings::withdraw)
        .post("/m/{secret}/erase", endings::erase)
        .post("/m/{secret}/forget-address", address::forget_address)
        .post("/m/{secret}/confirm-address", address::ask_again)
        .post("/m/{secret}/new-link", endings::new_link);
    private.merge(Routes::new(Access::Anyone).get("/share/erased", endings::erased))
}
