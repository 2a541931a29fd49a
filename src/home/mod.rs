//! The front page and the standing pages, with what machines are told of the site.

mod about;
mod chosen_cases;
mod index;
mod limits;
mod machines;
mod method;
mod overview;
mod path_rows;
mod queries;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/", index::page)
        .get("/method", method::page)
        .get("/about", about::page)
        .get("/limits", limits::page)
        .get("/robots.txt", machines::robots)
        .get("/.well-known/security.txt", machines::security)
        .get("/sitemap.xml", machines::sitemap)
        .get("/sitemap/directory.xml", machines::directory)
        .get("/sitemap/experiences/{page}", machines::experiences)
}
