use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use super::Options;
use super::user::User;

/// Only names the socket's file: the server does not listen on TCP.
pub const PORT: u16 = 5432;

/// Where a server lives, and whose it is.
#[derive(Debug)]
pub struct Place {
    pub folder: PathBuf,
    /// The private folder of the socket, the lease and the supervisor's notes.
    pub run: PathBuf,
    pub user: User,
    pub throwaway: bool,
}

impl Place {
    /// Makes the folder and finds out who can run PostgreSQL in it.
    ///
    /// As root, a service account cannot enter a checkout below a closed folder such as root's home;
    /// the data then goes below `/var/lib`, with a notice in the log.
    pub fn prepare(options: &Options) -> Result<Self> {
        let wanted = std::path::absolute(&options.folder)?;
        let users = User::candidates(&wanted)?;
        let elsewhere = elsewhere(&wanted);
        let mut places = vec![&wanted];
        places.extend(users.iter().any(|user| user.switch).then_some(&elsewhere));
        for place in places {
            let Some((folder, user)) = claim(place, &users)? else { continue };
            if *place != wanted {
                let (wanted, instead) = (wanted.display(), folder.display());
                tracing::warn!(
                    "PostgreSQL cannot use {wanted} when started by root: its data is in {instead}"
                );
            }
            let run = run_folder(&folder, user)?;
            return Ok(Self { folder, run, user, throwaway: options.throwaway });
        }
        bail!("no user was found who can run PostgreSQL in {}; set DATABASE_URL instead", wanted.display())
    }

    /// A throw-away server has a folder of its own, which it may wipe.
    pub fn data(&self) -> PathBuf {
        self.folder.join(if self.throwaway { "throwaway" } else { "data" })
    }

    pub fn pid_file(&self) -> PathBuf {
        self.data().join("postmaster.pid")
    }

    pub fn socket(&self) -> PathBuf {
        self.run.join(format!(".s.PGSQL.{PORT}"))
    }

    /// Opens one of the place's own files for appending.
    pub fn open(&self, name: &str) -> Result<File> {
        self.user.open(&self.folder.join(name))
    }
}

/// Where the data of this folder can be, as far as it is there.
pub fn folders(data_dir: &Path) -> Vec<PathBuf> {
    let wanted = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    let elsewhere = elsewhere(&wanted);
    [wanted, elsewhere].into_iter().filter(|folder| folder.is_dir()).collect()
}

fn elsewhere(wanted: &Path) -> PathBuf {
    PathBuf::from(format!("/var/lib/firstbucket-{}", fingerprint(path_bytes(wanted))))
}

/// Gives the folder to the first of the users who can work there. Leaves no trace when none can.
fn claim(folder: &Path, users: &[User]) -> Result<Option<(PathBuf, User)>> {
    let existed = folder.exists();
    fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    for user in users {
        if hand_over(&folder, *user)? {
            return Ok(Some((folder, *user)));
        }
    }
    if !existed {
        fs::remove_dir(&folder)?;
    }
    Ok(None)
}

fn hand_over(folder: &Path, user: User) -> Result<bool> {
    if !user.switch {
        return Ok(user.can_use(folder));
    }
    let before = fs::metadata(folder)?;
    if before.uid() != 0 && before.uid() != user.uid {
        return Ok(false);
    }
    chown(folder, Some(user.uid), Some(user.gid))?;
    let usable = user.can_use(folder);
    if !usable {
        chown(folder, Some(before.uid()), Some(before.gid()))?;
    }
    Ok(usable)
}

/// A socket's path may have about 100 bytes, so a long one moves to `/tmp`.
fn run_folder(folder: &Path, user: User) -> Result<PathBuf> {
    let mut run = folder.join("run");
    if run.as_os_str().len() > 85 {
        run = PathBuf::from(format!("/tmp/firstbucket-{}-{}", user.uid, fingerprint(path_bytes(folder))));
    }
    user.sh("mkdir -p -m 700 \"$0\"", &run)?;
    // In /tmp somebody else may have been there first.
    let found = fs::symlink_metadata(&run)?;
    let private = found.is_dir() && found.uid() == user.uid && found.permissions().mode() & 0o77 == 0;
    ensure!(private, "{} is not a private folder of user {}", run.display(), user.uid);
    Ok(run)
}

fn path_bytes(path: &Path) -> impl Iterator<Item = u8> {
    path.as_os_str().as_encoded_bytes().iter().copied()
}

/// A short name for any bytes, the same for ever (FNV-1a): tells folders and versions apart.
pub fn fingerprint(bytes: impl IntoIterator<Item = u8>) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, step))
}
