use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::user::User;

const OLDEST: u32 = 14;

/// Folders, the start of the name in them, and the folder below that holds the programs.
const INSTALLED_IN: [(&str, &str, &str); 9] = [
    ("/usr/lib/postgresql", "", "bin"),                      // Debian, Ubuntu
    ("/usr", "pgsql-", "bin"),                               // Red Hat, from postgresql.org
    ("/usr/lib", "postgresql", "bin"),                       // SUSE
    ("/usr/libexec", "postgresql", ""),                      // Alpine
    ("/opt/homebrew/opt", "postgresql", "bin"),              // Homebrew on Apple silicon
    ("/usr/local/opt", "postgresql", "bin"),                 // Homebrew on Intel
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin"), // Homebrew on Linux
    ("/opt/local/lib", "postgresql", "bin"),                 // MacPorts
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"), // Postgres.app
];

/// The folder of the newest `postgres` and `initdb`; with existing data, of exactly its version.
pub fn find(user: User, data_version: Option<u32>) -> Result<PathBuf> {
    let fits = |major: u32| data_version.map_or(major >= OLDEST, |wanted| major == wanted);
    folders()
        .into_iter()
        .filter(|dir| dir.join("initdb").is_file() && dir.join("postgres").is_file())
        .filter_map(|dir| Some((version(user, &dir)?, dir)))
        .filter(|((major, _), _)| fits(*major))
        .max()
        .map(|(_, dir)| dir)
        .ok_or_else(|| not_installed(data_version))
}

fn not_installed(data_version: Option<u32>) -> anyhow::Error {
    let wanted = data_version
        .map_or(format!("{OLDEST} or newer"), |major| format!("{major}, the version of the existing data,"));
    anyhow!(
        "PostgreSQL {wanted} is not installed: install it \
         (apt install postgresql, brew install postgresql@17) or set DATABASE_URL"
    )
}

fn folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let packaged = INSTALLED_IN.iter().flat_map(|(parent, prefix, below)| {
        let entries = fs::read_dir(parent).into_iter().flatten().flatten();
        let named = entries.filter(move |entry| entry.file_name().to_string_lossy().starts_with(prefix));
        named.map(move |entry| entry.path().join(below))
    });
    env::split_paths(&path).chain(packaged).collect()
}

/// Of "postgres (PostgreSQL) 17.2 (Debian 17.2-1)" the 17 and the 2; of a beta the 18 and a 0.
fn version(user: User, dir: &Path) -> Option<(u32, u32)> {
    let out = user.command(dir.join("postgres")).arg("--version").output().ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    parse_version(&text)
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split(") ").nth(1)?.split(|c: char| !c.is_ascii_digit());
    let major = numbers.next()?.parse().ok()?;
    Some((major, numbers.next().and_then(|minor| minor.parse().ok()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn reads_the_versions_of_distributions() {
        let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
        assert_eq!(parse_version(debian), Some((15, 18)));
        assert_eq!(parse_version("postgres (PostgreSQL) 18beta1\n"), Some((18, 0)));
        assert_eq!(parse_version("something else"), None);
    }
}
