use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, fchown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, ffi::OsStr};

use anyhow::{Context as _, Result, ensure};

/// Who runs PostgreSQL. As root it is somebody else, since PostgreSQL refuses to run as root.
#[derive(Clone, Copy, Debug)]
pub struct User {
    pub uid: u32,
    pub gid: u32,
    /// This program is root and has to become that user.
    pub switch: bool,
}

impl User {
    /// The users to try, best first. As root: whoever owns the place already, or a service account.
    pub fn candidates(folder: &Path) -> Result<Vec<Self>> {
        let uid = id(&["-u"]).context("asking for the user's number with `id -u`")?;
        if uid != 0 {
            let gid = id(&["-g"]).context("asking for the group's number with `id -g`")?;
            return Ok(vec![Self { uid, gid, switch: false }]);
        }
        let owner =
            folder.ancestors().find_map(|dir| fs::metadata(dir).ok()).map(|dir| (dir.uid(), dir.gid()));
        let accounts =
            ["postgres", "_postgres", "nobody"].map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)));
        let others = [owner].into_iter().chain(accounts).flatten().filter(|(uid, _)| *uid != 0);
        Ok(others.map(|(uid, gid)| Self { uid, gid, switch: true }).collect())
    }

    /// A command run as this user, with nothing of PostgreSQL's settings in its environment.
    pub fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (key, _) in env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("PG")) {
            command.env_remove(key);
        }
        command.stdin(Stdio::null()).current_dir("/");
        if self.switch {
            // std drops root's other groups as well.
            command.gid(self.gid).uid(self.uid);
        }
        command
    }

    /// Runs a line of shell as this user, with `path` as its `$0`.
    pub fn sh(self, script: &str, path: &Path) -> Result<()> {
        let out = self.command("/bin/sh").args(["-c", script]).arg(path).output()?;
        ensure!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
        Ok(())
    }

    /// Opens a file of this user's for appending; were it root's, the user would be locked out later.
    pub fn open(self, path: &Path) -> Result<File> {
        let mut options = File::options();
        let file = options.create(true).append(true).mode(0o600).open(path);
        let file = file.with_context(|| format!("opening {}", path.display()))?;
        if self.switch {
            fchown(&file, Some(self.uid), Some(self.gid))?;
        }
        Ok(file)
    }

    /// Can this user enter the folder and write there? `initdb` wants the user to have a name as well.
    pub fn can_use(self, folder: &Path) -> bool {
        self.sh("id -un && cd \"$0\" && [ -w . ]", folder).is_ok()
    }
}

fn id(args: &[&str]) -> Option<u32> {
    let out = Command::new("id").args(args).stderr(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&out.stdout).trim().parse().ok()
}
