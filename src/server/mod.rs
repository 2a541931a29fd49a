//! The accept loop: HTTP/1 connections with a deadline for every way in which a client can be slow, a
//! cap on how many there are, and a stop that lets running requests finish.

mod limits;
pub mod signals;
mod slots;
#[cfg(test)]
mod tests;

pub use limits::Limits;

use anyhow::Context as _;
use axum::{
    Router,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use slots::{Slot, Slots};
use std::{convert::Infallible, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// How long accepting pauses after it failed, for instance because no file descriptor was left.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(500);

/// How long a connection may still begin a request after `stop`: long enough to read what has arrived.
const LAST_WORDS: Duration = Duration::from_millis(50);

/// A longer head is answered with 431, and no connection keeps more than this of unread input.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Answers requests by `app` until `stop` resolves, then closes the listener and gives running requests
/// up to [`Limits::drain`] to finish. `stop_now` ends everything at once, before or after `stop`.
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
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (stream, peer, slot) = next_connection(&listener, &slots) => {
                forget_ended(&mut connections);
                connections.spawn(answer(stream, peer, app.clone(), limits.clone(), graceful.watcher(), slot));
            }
        }
    }
    drop(listener);
    drain(connections, graceful, limits.drain).await;
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

/// Answers the requests of one connection, until either side closes it or a deadline passes.
///
/// TCP keepalive is not set: no state in here outlives these deadlines, which are shorter.
async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    limits: Limits,
    watcher: Watcher,
    _slot: Slot,
) {
    // Waiting for more to send would only delay the last packet. If it cannot be set, that is all.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write_timeout));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let app = app.clone();
        async move { Ok::<_, Infallible>(app.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn drain(mut connections: JoinSet<()>, graceful: GracefulShutdown, limit: Duration) {
    tracing::info!("stopping, {} connections are open", graceful.count());
    sleep(LAST_WORDS).await;
    if timeout(limit, graceful.shutdown()).await.is_err() {
        forget_ended(&mut connections);
        tracing::warn!("{} connections were cut off after {limit:?}", connections.len());
    }
}

fn forget_ended(connections: &mut JoinSet<()>) {
    while connections.try_join_next().is_some() {}
}
