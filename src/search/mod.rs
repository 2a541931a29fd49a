//! One box over paths, case studies and experiences.
//!
//! [`find`] is all that the page knows of the engine behind it, which is Postgres' own full-text search.

mod counted;
mod found;
mod index;
mod queries;
mod search_query;
mod snippet;

pub use counted::count_searches;
pub use found::{Counts, Hit, Results};
pub use queries::find;
pub use search_query::{Kind, SearchQuery};
pub use snippet::Snippet;

use crate::{state::Routes, web::Access};

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/search", index::page)
}
