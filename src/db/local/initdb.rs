use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::place::Place;

const UNFINISHED: &str = "data.new-";

/// Makes the data folder: under another name, and renamed when complete.
pub fn run(place: &Place, binaries: &Path) -> Result<()> {
    remove_unfinished(&place.folder);
    // A name of our own, as the initdb of a program that was killed may still be at work.
    let new = place.folder.join(format!("{UNFINISHED}{}", std::process::id()));
    let mut complaint = String::new();
    for locale in ["C.UTF-8", "en_US.UTF-8", "C"] {
        let _ = fs::remove_dir_all(&new);
        let mut initdb = place.user.command(binaries.join("initdb"));
        initdb.arg("-D").arg(&new).args(["-U", "postgres", "-E", "UTF8", "--no-instructions"]);
        initdb.args(["--auth=trust", "--auth-host=reject"]).arg(format!("--locale={locale}"));
        initdb.args(place.throwaway.then_some("--no-sync"));
        let out = initdb.output().context("running initdb")?;
        if out.status.success() {
            // Fails rather than replace a folder that holds anything.
            return fs::rename(&new, place.data()).context("putting the new data folder in its place");
        }
        complaint = String::from_utf8_lossy(&out.stderr).into_owned();
    }
    bail!("initdb failed: {complaint}")
}

fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
