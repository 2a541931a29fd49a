//! A real PostgreSQL server of our own, used when no `DATABASE_URL` is given.
//!
//! It listens only on a Unix socket in a private folder, never on TCP, so there is no password to
//! keep. Any number of programs may share a folder: the first one starts the server, and it shuts
//! down in order when the last one has gone, even if that one was killed.

mod binaries;
mod initdb;
mod launch;
mod place;
mod process;
mod server;
mod state;
mod user;

use std::path::PathBuf;

pub use place::{fingerprint, folders};
pub use server::LocalServer;

/// Which server to use, or to start.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds the data; made if it is missing.
    pub folder: PathBuf,
    /// How many seconds the server stays up after the last program has gone.
    pub linger: u32,
    /// For tests: quick, unsafe, and the data is deleted when the server stops. Such a server keeps
    /// its data apart, so it cannot touch that of a real one.
    pub throwaway: bool,
}
