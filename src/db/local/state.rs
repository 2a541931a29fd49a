use std::fs;
use std::os::unix::net::UnixStream;

use super::place::Place;
use super::process;

/// The state of the server of a folder, as far as its files and the process table tell.
#[derive(PartialEq)]
pub enum State {
    Gone,
    /// Starting, recovering or stopping.
    Busy,
    Ready,
}

impl State {
    pub fn of(place: &Place) -> Self {
        let stopping = fs::read_to_string(place.run.join("stopping")).unwrap_or_default();
        if process::find(&stopping).is_some() {
            return State::Busy;
        }
        let Ok(pid_file) = fs::read_to_string(place.pid_file()) else { return State::Gone };
        let lines: Vec<&str> = pid_file.lines().map(str::trim).collect();
        if !lines.first().is_some_and(|pid| is_ours(pid, place)) {
            return State::Gone;
        }
        let says_ready = lines.get(7) == Some(&"ready");
        if says_ready && UnixStream::connect(place.socket()).is_ok() { State::Ready } else { State::Busy }
    }
}

/// After a crash the number may belong to a process that has nothing to do with us.
fn is_ours(pid: &str, place: &Place) -> bool {
    process::find(pid).is_some_and(|found| {
        found.name.contains("postgres") && found.folder.is_none_or(|folder| folder == place.data())
    })
}
