use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    thread,
};
use tokio::task::spawn_blocking;

/// The real program in a process of its own, which ends with this.
pub struct Program {
    process: Child,
    pub address: SocketAddr,
}

impl Program {
    /// Once it listens, on a port that was free.
    pub async fn start(database: &str, flags: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_firstbucket"))
            .args(["--listen=127.0.0.1:0", "--database-url", database, &super::seed_keys()])
            .args(flags)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines();
        let address = spawn_blocking(move || {
            let mut told = String::new();
            let address = loop {
                told += &log.next().unwrap_or_else(|| panic!("it ended: {told}")).unwrap();
                if let Some((_, address)) = told.split_once("listening on http://") {
                    break address.trim().parse().unwrap();
                }
            };
            // Read on: the program waits when nobody takes its log.
            thread::spawn(move || log.for_each(drop));
            address
        });
        Self { address: address.await.unwrap(), process }
    }

    /// Megabytes of memory that the process has now.
    #[cfg(target_os = "linux")]
    pub fn megabytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1_024
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
