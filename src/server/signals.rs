//! SIGINT and SIGTERM: the first asks the server to stop, the second insists.

use std::io;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// How often the process was asked to stop since [`listen`].
#[derive(Clone)]
pub struct Signals(watch::Receiver<usize>);

/// Takes over SIGINT and SIGTERM for the rest of the process. Fails if the handlers cannot be installed.
pub fn listen() -> io::Result<Signals> {
    let interrupt = signal(SignalKind::interrupt())?;
    let terminate = signal(SignalKind::terminate())?;
    let (count, counted) = watch::channel(0);
    tokio::spawn(count_signals(interrupt, terminate, count));
    Ok(Signals(counted))
}

impl Signals {
    /// Resolves at the first signal.
    pub fn first(&self) -> impl Future<Output = ()> + use<> {
        self.reaches(1)
    }

    /// Resolves at the second signal.
    pub fn second(&self) -> impl Future<Output = ()> + use<> {
        self.reaches(2)
    }

    fn reaches(&self, number: usize) -> impl Future<Output = ()> + use<> {
        let mut counted = self.0.clone();
        async move {
            if counted.wait_for(|count| *count >= number).await.is_err() {
                // Counting has ended with the runtime: no signal will come any more.
                std::future::pending().await
            }
        }
    }
}

async fn count_signals(mut interrupt: Signal, mut terminate: Signal, count: watch::Sender<usize>) {
    loop {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        count.send_modify(|count| *count += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{process::Command, time::Duration};
    use tokio::time::timeout;

    #[tokio::test]
    async fn the_first_signal_asks_and_the_second_insists() {
        let signals = listen().unwrap();
        send_to_self("-TERM");
        signals.first().await;
        assert!(timeout(Duration::from_millis(50), signals.second()).await.is_err());
        send_to_self("-INT");
        signals.second().await;
    }

    fn send_to_self(signal: &str) {
        let process = std::process::id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
    }
}
