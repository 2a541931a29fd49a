//! Open data: files from which every figure of the site can be computed again, now and as they were at the end of each
//! month.

mod cells;
mod dictionary;
mod divide;
mod download;
mod export;
mod file;
mod frozen;
mod line;
mod pace;
mod page;
mod queries;
mod snapshot;
mod words;

pub use snapshot::{Options, snapshot};

use crate::{state::Routes, web::Access};
use sqlx::PgPool;

pub fn routes() -> Routes {
    Routes::new(Access::Anyone)
        .get("/data", page::page)
        .get("/data/dictionary", page::dictionary)
        .get("/data/SHA256SUMS", frozen::sums)
        .get("/data/{file}", download::file)
        .get("/data/{month}/{file}", frozen::file)
}

/// Does what is due: the cells are counted again after a change, a month that has ended is frozen, and frozen files from
/// which words were cut get a new checksum. Any number of copies of the program may call this at the same time; one of
/// them does the work.
pub async fn keep_up(db: &PgPool) -> anyhow::Result<()> {
    cells::recount(db).await?;
    divide::old_months(db).await?;
    snapshot::make_if_due(db).await?;
    Ok(words::count_again(db).await?)
}
