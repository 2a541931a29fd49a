//! Writes `content.rs`, the Rust table of the files in `content/` that `content::files` includes.

use std::{error::Error, fmt::Write as _, fs, path::Path};

pub fn prepare(source: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut names = vec!["frame.md".to_owned(), "rates.toml".to_owned()];
    for folder in ["paths", "cases"] {
        for entry in fs::read_dir(source.join(folder))? {
            let name = entry?.file_name().into_string().map_err(|name| format!("{name:?} is no text"))?;
            names.push(format!("{folder}/{name}"));
        }
    }
    names.sort();
    let mut table = String::from("const EMBEDDED: &[(&str, &str)] = &[\n");
    for name in names {
        writeln!(
            table,
            "({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/content/{name}\"))),"
        )?;
    }
    fs::write(out.join("content.rs"), format!("{table}];\n"))?;
    Ok(())
}
