//! The file that holds the keys kept outside of the database.

use super::SeedKey;
use anyhow::{Context as _, Result, ensure};
use std::{
    fs::{self, DirBuilder, File},
    io::{ErrorKind, Write as _},
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _},
    path::Path,
};

/// The keys in the file, one a line, the newest first; none if there is no file. Refuses one that others may read.
pub fn read(path: &Path) -> Result<Option<Vec<SeedKey>>> {
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            ensure!(
                !path.is_symlink(),
                "{} is to hold keys, and is a link that leads nowhere",
                path.display()
            );
            return Ok(None);
        }
        Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
    };
    ensure!(
        about.is_file() && about.mode() & 0o077 == 0,
        "{} holds keys, and others than its owner may read or change it: chmod 600 {0}",
        path.display()
    );
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let keys: Result<Vec<SeedKey>, String> = lines.map(str::parse).collect();
    let keys = keys.map_err(|what| anyhow::anyhow!("{}: {what}", path.display()))?;
    ensure!(!keys.is_empty(), "{} is to hold keys and is empty", path.display());
    Ok(Some(keys))
}

/// Makes the file with this key, closed to everybody else, and leaves one that is there as it is. It is whole as soon as
/// it is there.
pub fn make(path: &Path, key: &[u8; 32]) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let work = || -> std::io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let unfinished = path.with_added_extension(format!("new-{}", std::process::id()));
        let mut file = File::options().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        let made = writeln!(file, "{digits}").and_then(|()| file.sync_all());
        // Unlike a rename it replaces nothing.
        let made = made.and_then(|()| match fs::hard_link(&unfinished, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        });
        fs::remove_file(&unfinished)?;
        made?;
        File::open(folder)?.sync_all()
    };
    work().with_context(|| format!("making the file of the keys, {} (KEYS_FILE)", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_file_is_made_once_closed_to_others_and_refused_when_it_is_open_to_them() {
        let folder = std::env::temp_dir().join(format!("firstbucket-keys-{}", std::process::id()));
        let path = folder.join("below/keys");
        assert!(read(&path).unwrap().is_none());
        make(&path, &[7; 32]).unwrap();
        make(&path, &[8; 32]).unwrap();
        assert_eq!(read(&path).unwrap().unwrap(), [SeedKey([7; 32])]);
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().mode() & 0o777, 0o700);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing unfinished is left");

        let link = folder.join("link");
        std::os::unix::fs::symlink(folder.join("nowhere"), &link).unwrap();
        assert!(read(&link).unwrap_err().to_string().contains("leads nowhere"));

        fs::write(&path, format!("\n{}\n{}\n", "0b".repeat(32), "07".repeat(32))).unwrap();
        assert_eq!(read(&path).unwrap().unwrap(), [SeedKey([11; 32]), SeedKey([7; 32])]);
        for (text, said) in [("", "is empty"), ("0b0b", "64 hexadecimal digits")] {
            fs::write(&path, text).unwrap();
            assert!(read(&path).unwrap_err().to_string().contains(said), "{text}");
        }
        for mode in [0o640, 0o604, 0o620] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert!(read(&path).unwrap_err().to_string().contains("chmod 600"), "{mode:o}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
