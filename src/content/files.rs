use anyhow::Context as _;
use sha2::{Digest as _, Sha256};
use std::{fs, path::Path};

// `EMBEDDED`: each file's name below `content/` and its text; written by `build/content.rs`.
include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// The rates of currencies.
const RATES: &str = "rates.toml";

/// Goes up when the loader makes different rows of the same file, so that it is loaded again.
const LOADER: &[u8] = b"1";

/// The files of a content folder, by name.
#[derive(Debug, Default)]
pub struct Files {
    pub paths: Vec<File>,
    pub cases: Vec<File>,
    pub frame: Option<File>,
    pub rates: Option<File>,
}

#[derive(Debug, Clone)]
pub struct File {
    /// As below the folder: `paths/investing.md`.
    pub name: String,
    pub text: String,
}

impl Files {
    /// Those that the program carries inside itself.
    pub fn embedded() -> Self {
        let file = |(name, text): &(&str, &str)| File { name: (*name).to_owned(), text: (*text).to_owned() };
        Self::sorted(EMBEDDED.iter().map(file))
    }

    pub fn in_folder(folder: &Path) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        for name in ["frame.md", "paths", "cases"] {
            read(&folder.join(name), name, &mut files)?;
        }
        // A folder may leave the rates as they are.
        if folder.join(RATES).exists() {
            read(&folder.join(RATES), RATES, &mut files)?;
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self::sorted(files.into_iter()))
    }

    fn sorted(all: impl Iterator<Item = File>) -> Self {
        let mut files = Self::default();
        for file in all {
            match file.name.split_once('/') {
                Some(("paths", _)) => files.paths.push(file),
                Some(_) => files.cases.push(file),
                None if file.name == RATES => files.rates = Some(file),
                None => files.frame = Some(file),
            }
        }
        files
    }
}

/// Reads a file, or every `.md` file of a folder.
fn read(path: &Path, name: &str, files: &mut Vec<File>) -> anyhow::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let path = entry?.path();
            if let Some(stem) =
                path.file_name().and_then(|file| file.to_str()).filter(|file| file.ends_with(".md"))
            {
                read(&path, &format!("{name}/{stem}"), files)?;
            }
        }
        return Ok(());
    }
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    files.push(File { name: name.to_owned(), text });
    Ok(())
}

impl File {
    /// The name without folder and extension, which is the row's slug.
    pub fn stem(&self) -> &str {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// The hash by which a changed file is told from a loaded one: SHA-256, in hexadecimal.
    pub fn hash(&self) -> String {
        let digest = Sha256::new().chain_update(LOADER).chain_update(&self.text).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
