//! A second process for the tests of the private server: this test binary, started once more. It
//! opens the database as the product does and counts hits in it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use firstbucket::db::{Database, Settings};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::unbounded_channel;

const FOLDER: &str = "FIRSTBUCKET_PROGRAM_FOLDER";
const ANSWER: &str = "hits: ";

/// What runs in the second process: answers each line of its input with a count, until SIGTERM.
#[tokio::test]
#[ignore = "a part of other tests, which start it as a process of its own"]
async fn count_hits_until_told_to_stop() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut told_to_stop = signal(SignalKind::terminate()).unwrap();
    let settings = Settings { data_dir: folder.into(), ..Settings::default() };
    let database = Database::open(&settings).await.unwrap();
    let (send, mut asked) = unbounded_channel();
    thread::spawn(move || {
        std::io::stdin().lines().map_while(Result::ok).try_for_each(|line| send.send(line))
    });
    loop {
        tokio::select! {
            _ = told_to_stop.recv() => break,
            Some(_) = asked.recv() => eprintln!("{ANSWER}{}", hit(&database).await),
        }
    }
    database.close().await.unwrap();
    // The thread that reads would keep the process alive.
    std::process::exit(0);
}

/// Tries for a while, as the server may be on its way back.
async fn hit(database: &Database) -> i64 {
    let begin = Instant::now();
    loop {
        let made = sqlx::raw_sql("create table if not exists hits (at timestamptz default now())");
        let _ = made.execute(&database.owner_pool()).await;
        let count = "with hit as (insert into hits default values returning 1) select count(*) + 1 from hits";
        match sqlx::query_scalar(count).fetch_one(&database.owner_pool()).await {
            Ok(hits) => return hits,
            Err(error) => assert!(begin.elapsed() < Duration::from_secs(60), "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The second process, seen from the test.
pub struct Program {
    child: Child,
    input: ChildStdin,
    output: Receiver<String>,
}

impl Program {
    pub fn start(folder: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--nocapture", "--exact", "database::program::count_hits_until_told_to_stop"])
            .env(FOLDER, folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, output) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { input: child.stdin.take().unwrap(), child, output }
    }

    /// Adds a hit and gives the number of all, once the database is open.
    pub fn hits(&mut self) -> u32 {
        self.input.write_all(b"hit\n").unwrap();
        let mut said = String::new();
        loop {
            let line = self.output.recv_timeout(Duration::from_secs(120));
            let line = line.unwrap_or_else(|_| panic!("the program does not answer; it said:\n{said}"));
            match line.strip_prefix(ANSWER) {
                Some(hits) => return hits.parse().unwrap(),
                None => said += &(line + "\n"),
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop in order, and sees that it does.
    pub fn stop(mut self) {
        send_signal("-TERM", &[self.id()]);
        assert!(self.child.wait().unwrap().success());
    }

    /// As the kernel does when memory runs out.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder for one test's server: in a place that any user can enter, removed when the test passes.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("firstbucket-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    pub fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.0.join(file)).ok()
    }

    /// The process of PostgreSQL.
    pub fn postmaster(&self) -> Option<u32> {
        self.read("data/postmaster.pid")?.lines().next()?.parse().ok()
    }

    /// The shell that holds it up.
    pub fn supervisor(&self) -> Option<u32> {
        self.read("run/supervisor")?.trim().parse().ok()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

pub fn send_signal(signal: &str, ids: &[u32]) {
    let ids = ids.iter().map(u32::to_string);
    assert!(Command::new("kill").arg(signal).args(ids).status().unwrap().success());
}

pub fn is_running(id: u32) -> bool {
    let out = Command::new("ps").args(["-o", "stat=", "-p", &id.to_string()]).output().unwrap();
    !out.stdout.trim_ascii().is_empty() && !out.stdout.trim_ascii().starts_with(b"Z")
}

pub fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what}");
        thread::sleep(Duration::from_millis(10));
    }
}
