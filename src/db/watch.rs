use std::time::Duration;

use anyhow::Result;
use tokio::sync::oneshot;
use tokio::task::{JoinError, JoinHandle, spawn_blocking};
use tokio::time::timeout;

use super::local::LocalServer;

const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Keeps an eye on the private server and brings it back when it dies.
pub struct Watch {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<LocalServer, JoinError>>,
}

impl Watch {
    pub fn over(server: LocalServer) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop, task: tokio::spawn(watch(server, stopped)) }
    }

    /// Ends the watch and gives the server up; it stops unless other programs use it.
    pub async fn stop(self) -> Result<()> {
        drop(self.stop);
        let server = self.task.await??;
        spawn_blocking(|| server.stop()).await?
    }
}

async fn watch(
    mut server: LocalServer,
    mut stopped: oneshot::Receiver<()>,
) -> Result<LocalServer, JoinError> {
    while timeout(LOOK_EVERY, &mut stopped).await.is_err() {
        if !server.is_up() {
            tracing::warn!("the private PostgreSQL is down: starting it again");
            server = spawn_blocking(|| revive(server)).await?;
        }
    }
    Ok(server)
}

fn revive(mut server: LocalServer) -> LocalServer {
    if let Err(error) = server.revive() {
        tracing::error!("the private PostgreSQL does not come back: {error:#}");
    }
    server
}
