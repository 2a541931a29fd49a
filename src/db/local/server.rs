use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use sqlx::postgres::PgConnectOptions;

use super::Options;
use super::launch;
use super::place::{PORT, Place};
use super::state::State;

/// Recovery after a crash takes its time.
const START_LIMIT: Duration = Duration::from_secs(180);
const STOP_LIMIT: Duration = Duration::from_secs(60);
const STARTS: u32 = 10;
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// This program's share in the server of a folder. Dropping it gives the share up.
#[derive(Debug)]
pub struct LocalServer {
    place: Place,
    linger: u32,
    supervisor: Option<Child>,
    starts: u32,
    /// Open for as long as this program uses the server: see `supervise.sh`.
    lease: Option<File>,
}

impl LocalServer {
    /// Joins the server of the folder, having started it first if need be. Blocks, on an empty folder
    /// for about a second.
    ///
    /// Fails in one line a person can act on when PostgreSQL is not installed or does not start.
    pub fn start(options: &Options) -> Result<Self> {
        let place = Place::prepare(options)?;
        let mut server = Self { place, linger: options.linger, supervisor: None, starts: 0, lease: None };
        server.ensure_running()?;
        Ok(server)
    }

    /// Brings the server back after it has died. Blocks. Never starts on a folder whose data is gone.
    pub fn revive(&mut self) -> Result<()> {
        let data = self.place.data();
        ensure!(data.join("PG_VERSION").exists(), "the data in {} is gone", data.display());
        self.starts = 0;
        self.ensure_running()
    }

    /// How to connect to a database of this server, as its owner.
    pub fn connect_options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.place.run)
            .port(PORT)
            .username("postgres")
            .database(database)
    }

    /// The address of a database of this server, for `psql` and for other programs.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost:{PORT}/{database}?host={}", self.place.run.display())
    }

    /// The folder really used. As root it can be another than the one asked for: see `Place`.
    pub fn folder(&self) -> &Path {
        &self.place.folder
    }

    pub fn is_up(&self) -> bool {
        State::of(&self.place) == State::Ready
    }

    /// Gives the share up and waits until the server has shut down, unless others still use it. Blocks.
    pub fn stop(mut self) -> Result<()> {
        self.lease = None;
        let begin = Instant::now();
        let others_have_it = Duration::from_millis(500) + Duration::from_secs(self.linger.into());
        loop {
            match State::of(&self.place) {
                State::Gone => break,
                State::Ready if begin.elapsed() > others_have_it => return Ok(()),
                _ => ensure!(begin.elapsed() < others_have_it + STOP_LIMIT, "PostgreSQL does not stop"),
            }
            thread::sleep(LOOK_EVERY);
        }
        if let Some(mut supervisor) = self.supervisor.take() {
            supervisor.wait()?;
        }
        Ok(())
    }

    fn ensure_running(&mut self) -> Result<()> {
        // One starter at a time. The kernel frees the lock of a program that dies.
        let lock = self.place.open("lock")?;
        lock.lock()?;
        self.take_lease()?;
        let deadline = Instant::now() + START_LIMIT;
        while !self.advance()? {
            ensure!(Instant::now() < deadline, "PostgreSQL does not get ready:\n{}", self.place.log_tail());
            thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    fn take_lease(&mut self) -> Result<()> {
        let fifo = self.place.run.join("clients");
        if !fifo.exists() {
            self.place.user.sh("mkfifo -m 600 \"$0\"", &fifo)?;
        }
        if self.lease.is_none() {
            // Opened for both, a FIFO never blocks. The line tells a supervisor that is about to stop
            // that somebody has come.
            let mut lease = File::options().read(true).write(true).open(&fifo)?;
            lease.write_all(b"\n")?;
            self.lease = Some(lease);
        }
        Ok(())
    }

    /// One look at the server and one step for it; true once it is ready.
    fn advance(&mut self) -> Result<bool> {
        match State::of(&self.place) {
            State::Ready if self.place.is_supervised() => return Ok(true),
            State::Ready => self.stop_unsupervised(),
            State::Busy => {}
            State::Gone => self.launch()?,
        }
        Ok(false)
    }

    /// Nobody would ever stop it: its supervisor was killed, or it was started by hand.
    fn stop_unsupervised(&self) {
        // It may be gone by now, which is as good.
        let _ = self.place.user.sh("kill -INT $(head -n 1 \"$0\")", &self.place.pid_file());
    }

    /// Backends of a killed server may still be at work for a moment, so it takes several tries.
    fn launch(&mut self) -> Result<()> {
        let ended = self.supervisor.as_mut().map(Child::try_wait).transpose()?.flatten();
        match ended {
            None if self.supervisor.is_some() => return Ok(()),
            Some(status) if self.starts == STARTS => {
                bail!("PostgreSQL did not start ({status}); the end of its log:\n{}", self.place.log_tail())
            }
            Some(_) => thread::sleep(Duration::from_millis(200)),
            None => {}
        }
        self.supervisor = Some(launch::supervisor(&self.place, self.linger)?);
        self.starts += 1;
        Ok(())
    }
}

impl Place {
    fn is_supervised(&self) -> bool {
        fs::read_to_string(self.run.join("supervisor"))
            .is_ok_and(|pid| super::process::find(&pid).is_some_and(|found| !found.name.contains("postgres")))
    }

    fn log_tail(&self) -> String {
        let log = fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(10)..].join("\n")
    }
}
