use std::fs;
use std::io::ErrorKind;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};

use anyhow::{Context as _, Result};

use super::place::{PORT, Place};
use super::{binaries, initdb};

const SUPERVISE: &str = include_str!("supervise.sh");

const SETTINGS: [&str; 7] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=100",
    "timezone=UTC",
    "log_timezone=UTC",
    // A row that a rule refuses is quoted in the log otherwise, with somebody's words in it.
    "log_error_verbosity=terse",
    // After a crash, one syncfs is quicker than an fsync of each of a thousand files.
    if cfg!(target_os = "linux") {
        "recovery_init_sync_method=syncfs"
    } else {
        "recovery_init_sync_method=fsync"
    },
];

/// Quick, and fit only for data nobody will miss. The last line is the mark that `requirements` looks for.
const THROWAWAY_SETTINGS: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_connections=300",
    "firstbucket.throwaway=on",
];

/// Starts the shell that holds the server up, having made the data first if there is none.
pub fn supervisor(place: &Place, linger: u32) -> Result<Child> {
    let data = place.data();
    if place.throwaway && data.exists() {
        fs::remove_dir_all(&data)?;
    }
    remove_stale_locks(place);
    let version = data_version(place)?;
    let binaries = binaries::find(place.user, version)?;
    if version.is_none() {
        initdb::run(place, &binaries)?;
    }
    let mut shell = place.user.command("/bin/sh");
    shell.args(["-c", SUPERVISE, "supervise"]).arg(&place.run).arg(linger.to_string());
    shell.arg(if place.throwaway { data.as_os_str() } else { "".as_ref() });
    shell.arg(binaries.join("postgres")).arg("-D").arg(&data).arg("-k").arg(&place.run);
    shell.args(["-p", &PORT.to_string()]);
    add_settings(&mut shell, place.throwaway);
    let log = place.open("server.log")?;
    // A group of its own, so that Ctrl-C reaches this program alone, and it ends in order.
    shell.process_group(0).stdout(log.try_clone()?).stderr(log);
    shell.spawn().context("starting PostgreSQL")
}

/// PostgreSQL takes a zombie or a reused number for a running server; `State` knows better. Against
/// leftover backends it has another guard, its shared memory.
fn remove_stale_locks(place: &Place) {
    for stale in [place.pid_file(), place.socket().with_added_extension("lock")] {
        let _ = fs::remove_file(stale);
    }
}

/// The major version of the existing data; none when there is no data yet.
fn data_version(place: &Place) -> Result<Option<u32>> {
    let file = place.data().join("PG_VERSION");
    match fs::read_to_string(&file) {
        Ok(version) => {
            Ok(Some(version.trim().parse().with_context(|| format!("reading {}", file.display()))?))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", file.display())),
    }
}

fn add_settings(shell: &mut Command, throwaway: bool) {
    let quick: &[&str] = if throwaway { &THROWAWAY_SETTINGS } else { &[] };
    for setting in SETTINGS.iter().chain(quick) {
        shell.args(["-c", setting]);
    }
}
