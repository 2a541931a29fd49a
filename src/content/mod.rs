//! The directory as it is on its first day: the files of `content/`, carried inside the program, and how they come
//! into the tables. A row that an editor has changed belongs to the editor: no file overwrites it.

mod check;
mod files;
mod frame;
mod frame_file;
mod front_matter;
mod load;
mod path_file;
mod queries;

pub use files::Files;
pub use frame::{about_source, frame};
pub use frame_file::{FrameGroup, FramePoint};
pub use load::Loaded;

use anyhow::Context as _;
use check::Content;
use sqlx::PgPool;
use std::{io::Write as _, path::PathBuf};

/// `firstbucket content`: how its files are found and what is done with them.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A folder like `content/`. Without it, what the program carries inside itself.
    #[arg(long)]
    from: Option<PathBuf>,
    /// Only says what is wrong with the files; needs no database.
    #[arg(long)]
    pub check: bool,
}

impl Options {
    /// Reads the files and makes sure that they fit together; every complaint names the file and the key.
    pub fn read(&self) -> anyhow::Result<Content> {
        let files = match &self.from {
            Some(folder) => Files::in_folder(folder)?,
            None => Files::embedded(),
        };
        Ok(Content::read(&files)?)
    }
}

/// Says what was read.
pub fn report(content: &Content) -> anyhow::Result<()> {
    let (paths, cases, rates) = (content.paths.len(), content.cases.len(), content.rates.len());
    writeln!(std::io::stdout(), "{paths} paths, {cases} case studies and {rates} rates fit together")?;
    Ok(())
}

/// Brings content into the tables and says what changed. Costs two queries when it is there already.
pub async fn load(db: &PgPool, content: &Content) -> anyhow::Result<Loaded> {
    let loaded = load::load(db, content).await.context("loading the content")?;
    if loaded != Loaded::default() {
        tracing::info!("content: {loaded}");
    }
    Ok(loaded)
}

/// Loads the files that the program carries inside itself.
pub async fn load_embedded(db: &PgPool) -> anyhow::Result<Loaded> {
    load(db, &Content::read(&Files::embedded())?).await
}
