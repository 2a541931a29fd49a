//! The way to the database is blocked: nothing comes through, and nobody says so.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use firstbucket::db::{Database, Settings};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    time::{sleep, timeout},
};

use super::program::Folder;
use crate::support::fresh_database;

const POOL: usize = 3;
const PATIENCE: Duration = Duration::from_millis(300);

#[tokio::test]
async fn connections_that_no_longer_answer_do_not_use_the_pool_up() {
    let database = fresh_database().await;
    let way = Way::to(&database.pool().connect_options().get_socket().unwrap().clone());
    let settings = Settings {
        url: Some(way.url(database.url())),
        pool_size: u32::try_from(POOL).unwrap(),
        ..Settings::default()
    };
    let through = Database::open(&settings).await.unwrap();
    let pool = through.pool();
    let ask = || sqlx::query("select 1").execute(&pool);
    tokio::try_join!(ask(), ask(), ask()).unwrap();

    way.block();
    for _ in 0..POOL {
        assert!(timeout(PATIENCE, ask()).await.is_err(), "nothing comes through");
    }
    way.lay_another();
    let begin = Instant::now();
    while timeout(PATIENCE, ask()).await.is_err() {
        assert!(begin.elapsed() < Duration::from_secs(5), "the pool is used up");
    }
}

/// A way to a server's socket that can be blocked without either end being told.
struct Way {
    folder: Folder,
    blocked: Arc<std::sync::Mutex<Arc<AtomicBool>>>,
}

impl Way {
    fn to(server: &Path) -> Self {
        let folder = Folder::new("way");
        std::fs::create_dir_all(&folder.0).unwrap();
        let listener = UnixListener::bind(folder.0.join(".s.PGSQL.5432")).unwrap();
        let blocked = Arc::new(std::sync::Mutex::new(Arc::new(AtomicBool::new(false))));
        tokio::spawn(carry(listener, server.join(".s.PGSQL.5432"), Arc::clone(&blocked)));
        Self { folder, blocked }
    }

    fn url(&self, url: &str) -> String {
        format!("{}?host={}", url.split_once('?').unwrap().0, self.folder.0.display())
    }

    /// From now on nothing comes through.
    fn block(&self) {
        self.blocked.lock().unwrap().store(true, Ordering::Relaxed);
    }

    /// New connections come through; those that were blocked stay so.
    fn lay_another(&self) {
        *self.blocked.lock().unwrap() = Arc::default();
    }
}

async fn carry(listener: UnixListener, server: PathBuf, blocked: Arc<std::sync::Mutex<Arc<AtomicBool>>>) {
    while let Ok((client, _)) = listener.accept().await {
        let blocked = Arc::clone(&blocked.lock().unwrap());
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = UnixStream::connect(&server).await.unwrap().into_split();
        tokio::spawn(carry_one_way(from_client, to_server, Arc::clone(&blocked)));
        tokio::spawn(carry_one_way(from_server, to_client, blocked));
    }
}

async fn carry_one_way(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, blocked: Arc<AtomicBool>) {
    let mut bytes = [0; 4_096];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        while blocked.load(Ordering::Relaxed) {
            sleep(PATIENCE).await;
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
