//! The accept loop: HTTP/1 connections with a deadline for every way in which a client can be slow, a
//! cap on how many there are, and a stop that lets running requests finish.

mod limits;
mod paced;
mod queue;
pub mod signals;
mod slots;
#[cfg(test)]
mod tests;

pub use limits::Limits;

use crate::budget::Budget;
use anyhow::Context as _;
use axum::{
    Router,
    extract::{ConnectInfo, Request},
    http::{HeaderValue, Version, header},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use paced::{Buffers, Paced};
use slots::{Slot, Slots};
use std::{
    convert::Infallible,
    mem::take,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;

/// How long accepting pauses after it failed, for instance because no file descriptor was left.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(500);

/// How long a connection may still begin a request after `stop`: long enough for what was sent before to arrive and to be
/// read on a busy machine.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A longer head is answered with 431, and no connection keeps more than this of unread input.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Bytes that all connections together keep of it, one address a sixteenth: those that were sent more than a little at once.
const ALL_HEADS_BYTES: usize = 16 * 1024 * 1024;

/// Answers requests by `app` until `stop` resolves, then takes in whoever has connected, closes the listener and gives
/// running requests up to [`Limits::drain`] to finish, all in all. `stop_now` ends everything at once, before or after `stop`.
///
/// Handlers find the address at the other end of the connection as `ConnectInfo<SocketAddr>`. Behind a
/// proxy that is the proxy's.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
    stop_now: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let address = listener.local_addr().context("asking for the address that is listened on")?;
    tracing::info!("listening on http://{address}");
    // Whichever ends first, the other is dropped, and all connections with it.
    tokio::select! {
        () = stop_now => tracing::warn!("stopped at once, running requests were cut off"),
        () = serve_until(stop, listener, app, limits) => {}
    }
    Ok(())
}

async fn serve_until(stop: impl Future<Output = ()>, listener: TcpListener, app: Router, limits: Limits) {
    let slots = Slots::new(&limits);
    let drain = limits.drain;
    let mut connections = Connections::new(app, limits);
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (stream, peer, slot) = next_connection(&listener, &slots) => connections.begin(stream, peer, slot),
        }
    }
    tracing::info!("stopping, {} connections are open", connections.count());
    if timeout(drain, connections.finish(listener, &slots)).await.is_err() {
        tracing::warn!("{} connections were cut off after {drain:?}", connections.count());
    }
}

/// Waits for room among all connections before it accepts: whoever comes while there is none waits in
/// the kernel's queue, and is not turned away.
async fn next_connection(listener: &TcpListener, slots: &Slots) -> (TcpStream, SocketAddr, Slot) {
    let mut room = slots.room().await;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => match slots.take(peer.ip(), room) {
                Ok(slot) => return (stream, peer, slot),
                Err(unused) => room = unused,
            },
            Err(error) if concerns_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted for the moment");
                sleep(PAUSE_AFTER_ERROR).await;
            }
        }
    }
}

fn concerns_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// The open connections, each with a task that answers it. Dropping them cuts them off.
struct Connections {
    app: Router,
    limits: Limits,
    heads: Budget,
    tasks: JoinSet<()>,
    graceful: GracefulShutdown,
    /// From then on every answer is its connection's last.
    stopping: Arc<AtomicBool>,
}

impl Connections {
    fn new(app: Router, limits: Limits) -> Self {
        Self {
            app,
            limits,
            heads: Budget::new(ALL_HEADS_BYTES, MAX_HEAD_BYTES),
            tasks: JoinSet::new(),
            graceful: GracefulShutdown::new(),
            stopping: Arc::default(),
        }
    }

    /// Answers the requests of one connection, until either side closes it or a deadline passes.
    ///
    /// TCP keepalive is not set: no state in here outlives these deadlines, which are shorter.
    fn begin(&mut self, stream: TcpStream, peer: SocketAddr, slot: Slot) {
        // Waiting for more to send would only delay the last packet. If it cannot be set, that is all.
        let _ = stream.set_nodelay(true);
        let buffers = Buffers { budget: self.heads.clone(), sender: slot.sender(), most: MAX_HEAD_BYTES };
        let stream = Paced::new(stream, self.limits.write_timeout, buffers);
        let (app, stopping) = (self.app.clone(), Arc::clone(&self.stopping));
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            if request.version() == Version::HTTP_11 {
                // One that must be there and is not is refused like one that cannot be.
                request.headers_mut().entry(header::HOST).or_insert(HeaderValue::from_static(""));
            }
            let (app, stopping) = (app.clone(), Arc::clone(&stopping));
            async move {
                let mut answer = app.oneshot(request).await.unwrap_or_else(|never| match never {});
                if stopping.load(Ordering::Relaxed) {
                    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(answer)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head_timeout)
            .max_buf_size(MAX_HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), service);
        let watched = self.graceful.watch(connection);
        self.forget_ended();
        self.tasks.spawn(async move {
            let _slot = slot;
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }

    /// Answers what has been asked, and what was sent before anybody could know of the stop.
    async fn finish(&mut self, listener: TcpListener, slots: &Slots) {
        self.stopping.store(true, Ordering::Relaxed);
        queue::empty(&listener, slots, |stream, peer, slot| self.begin(stream, peer, slot)).await;
        drop(listener);
        let all_ended = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(LAST_WORDS, all_ended).await.is_err() {
            take(&mut self.graceful).shutdown().await;
        }
    }

    fn count(&mut self) -> usize {
        self.forget_ended();
        self.tasks.len()
    }

    fn forget_ended(&mut self) {
        while self.tasks.try_join_next().is_some() {}
    }
}
