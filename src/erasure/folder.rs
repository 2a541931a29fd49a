//! The search in the data folder: in every file but those of a PostgreSQL cluster.

use super::{
    find::Match,
    sought::{self, SEAM, SearchedWords},
};
use anyhow::{Context as _, Result};
use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
};

/// The result of a search.
#[derive(Debug, Default)]
pub struct Searched {
    pub files: usize,
    pub found: Vec<Match>,
}

const PIECE: usize = 1 << 20;

/// Links are not followed, and sockets hold nothing.
pub fn search(folder: &Path, words: &[SearchedWords]) -> Result<Searched> {
    let mut searched = Searched::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // A cluster's own files are the server's.
        if folder.join("PG_VERSION").exists() {
            continue;
        }
        let entries = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                searched.files += 1;
                let times = count(&entry.path(), words)?;
                if times > 0 {
                    let place = entry.path().display().to_string();
                    searched.found.push(Match { place, times, stays: false });
                }
            }
        }
    }
    Ok(searched)
}

/// How many of the words a file holds, at most: those on a seam of its pieces are counted twice.
fn count(path: &Path, words: &[SearchedWords]) -> Result<i64> {
    let mut file = File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let (mut kept, mut found) = (Vec::new(), 0);
    while (&mut file).take(PIECE as u64).read_to_end(&mut kept)? > 0 {
        found += sought::count(words, &String::from_utf8_lossy(&kept));
        kept.drain(..kept.len().saturating_sub(SEAM));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_file_but_the_servers_own() {
        let folder = std::env::temp_dir().join(format!("firstbucket-erased-{}", std::process::id()));
        let cluster = folder.join("data");
        fs::create_dir_all(&cluster).unwrap();
        fs::write(cluster.join("PG_VERSION"), "15").unwrap();
        fs::write(cluster.join("heap"), "Zanzibar").unwrap();
        let mut long = vec![b' '; PIECE - 4];
        long.extend(b"DETAIL: (zanzibar)");
        fs::write(folder.join("server.log"), long).unwrap();
        let words = [SearchedWords::of("Zanzibar").unwrap()];
        let searched = search(&folder, &words).unwrap();
        assert_eq!((searched.files, searched.found.len()), (1, 1), "{searched:?}");
        fs::remove_file(folder.join("server.log")).unwrap();
        assert!(search(&folder, &words).unwrap().found.is_empty());
        fs::remove_dir_all(&folder).unwrap();
    }
}
