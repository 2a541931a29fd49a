//! The connections that the kernel has made and nobody has accepted yet. Whoever is among them believes to be served, and
//! may have sent a request: closing the listener would lose it.

use super::{PAUSE_AFTER_ERROR, Slot, Slots, concerns_one_connection};
use socket2::SockRef;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};

/// How long a connection may take to be made that was begun before: a round trip to a reader.
const HANDSHAKE: Duration = Duration::from_millis(200);
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Hands over all connections that were begun before now; afterwards the listener can be closed and nobody is lost.
pub async fn empty(listener: &TcpListener, slots: &Slots, mut take: impl FnMut(TcpStream, SocketAddr, Slot)) {
    if let Err(error) = begin_no_more(listener) {
        tracing::debug!(%error, "new connections are taken for a moment more");
    }
    let end = Instant::now() + HANDSHAKE;
    loop {
        let room = slots.room().await;
        match accept_now(listener) {
            Ok((stream, peer)) => {
                if let Ok(slot) = slots.take(peer.ip(), room) {
                    take(stream, peer, slot);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && Instant::now() >= end => return,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => sleep(LOOK_EVERY).await,
            Err(error) if concerns_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "a connection that waits cannot be accepted for the moment");
                sleep(PAUSE_AFTER_ERROR).await;
            }
        }
    }
}

/// Asks the kernel itself: the runtime may not have heard yet that somebody waits.
fn accept_now(listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    let (socket, peer) = SockRef::from(listener).accept()?;
    socket.set_nonblocking(true)?;
    let peer = peer.as_socket().ok_or(io::ErrorKind::ConnectionAborted)?;
    Ok((TcpStream::from_std(socket.into())?, peer))
}

/// From now on the kernel drops the first packet of a connection, which is sent again a second later and then meets another
/// listener or none. Connections that have begun go on.
#[cfg(target_os = "linux")]
fn begin_no_more(listener: &TcpListener) -> io::Result<()> {
    use socket2::SockFilter;
    const LOAD_BYTE: u16 = 0x30;
    const SKIP_UNLESS_SET: u16 = 0x45;
    const KEEP: u16 = 0x06;
    const FLAGS: u32 = 13;
    const SYN: u32 = 2;
    SockRef::from(listener).attach_filter(&[
        SockFilter::new(LOAD_BYTE, 0, 0, FLAGS),
        SockFilter::new(SKIP_UNLESS_SET, 0, 1, SYN),
        SockFilter::new(KEEP, 0, 0, 0),
        SockFilter::new(KEEP, 0, 0, u32::MAX),
    ])
}

#[cfg(not(target_os = "linux"))]
fn begin_no_more(_: &TcpListener) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::server::Limits;
    use tokio::time::timeout;

    #[tokio::test]
    async fn who_comes_after_the_stop_is_not_let_in_and_who_came_before_is() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut before = Vec::new();
        for _ in 0..3 {
            before.push(TcpStream::connect(address).await.unwrap());
        }
        begin_no_more(&listener).unwrap();
        assert!(timeout(HANDSHAKE, TcpStream::connect(address)).await.is_err());
        let mut taken = 0;
        empty(&listener, &Slots::new(&Limits::default()), |_, _, _| taken += 1).await;
        assert_eq!(taken, before.len());
    }
}
