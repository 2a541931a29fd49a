//! A connection with bounds on what its other end may have us keep: for how long an answer that is not taken, and how much
//! that was sent and cannot be read yet.

use crate::budget::{Budget, Held};
use std::{
    io,
    net::IpAddr,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

/// Bytes a second, below which a reader only uses up their patience.
const SLOWEST: u32 = 1_024;

/// Bytes that may be sent at once without asking for more: as much as each connection's buffer has from the first.
const SMALL: usize = 8 * 1024;

pub struct Paced<S> {
    stream: S,
    patience: Duration,
    /// How long we may still be kept waiting. What is taken in the meantime adds to it.
    left: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
    /// Bytes since we last sent anything.
    received: usize,
    large: Large,
}

/// The budget that a connection draws on where it is sent more than [`SMALL`].
pub struct Buffers {
    pub budget: Budget,
    /// Whose share it is; `None` for who speaks for many.
    pub sender: Option<IpAddr>,
    /// Bytes that its buffers may grow to.
    pub most: usize,
}

enum Large {
    No(Buffers),
    Asks(Pin<Box<dyn Future<Output = Option<Held>> + Send>>),
    /// Until the connection ends, as buffers do not shrink before.
    Has {
        _held: Held,
    },
}

impl<S> Paced<S> {
    /// Who takes nothing of an answer for so long, or ever less than a KiB a second, is cut off.
    pub fn new(stream: S, patience: Duration, buffers: Buffers) -> Self {
        Self { stream, patience, left: patience, waiting: None, received: 0, large: Large::No(buffers) }
    }

    fn poll_budget(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Large::No(buffers) = &self.large {
            let (budget, sender, most) = (buffers.budget.clone(), buffers.sender, buffers.most);
            self.large = Large::Asks(Box::pin(async move { budget.hold(sender, most).await }));
        }
        if let Large::Asks(held) = &mut self.large {
            let held = ready!(held.as_mut().poll(cx));
            self.large = Large::Has { _held: held.ok_or(io::ErrorKind::TimedOut)? };
        }
        Poll::Ready(Ok(()))
    }

    fn took(&mut self, cx: &mut Context<'_>, taken: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match taken {
            Poll::Pending => {
                let left = self.left;
                let (_, end) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
                end.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Ready(Ok(bytes)) => {
                let waited = self.waiting.take().map_or(Duration::ZERO, |(since, _)| since.elapsed());
                let earned = Duration::from_secs(bytes as u64) / SLOWEST;
                self.left = (self.left.saturating_sub(waited) + earned).min(self.patience);
                self.received = 0;
                Poll::Ready(Ok(bytes))
            }
            failed => failed,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.received >= SMALL {
            ready!(self.poll_budget(cx))?;
        }
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        self.received += buf.filled().len() - before;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.took(cx, taken)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.took(cx, taken)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};

    const PATIENCE: Duration = Duration::from_millis(300);

    /// Our end of a connection, whose pipe holds 8 KiB, and the other end.
    fn connected(budget: &Budget) -> (Paced<DuplexStream>, DuplexStream) {
        let (ours, theirs) = duplex(SMALL);
        let buffers = Buffers { budget: budget.clone(), sender: Some([192, 0, 2, 1].into()), most: SMALL };
        (Paced::new(ours, PATIENCE, buffers), theirs)
    }

    #[tokio::test]
    async fn who_takes_a_byte_now_and_again_is_cut_off_and_who_is_slow_but_steady_is_not() {
        for (bytes, pause, answered) in [(1, 10, false), (0, 10, false), (512, 20, true)] {
            let (mut ours, mut theirs) = connected(&Budget::new(SMALL, SMALL));
            let takes = tokio::spawn(async move {
                let mut taken = vec![0; bytes];
                loop {
                    sleep(Duration::from_millis(pause)).await;
                    if bytes > 0 && theirs.read_exact(&mut taken).await.is_err() {
                        return;
                    }
                }
            });
            let sent = ours.write_all(&[b'x'; 3 * SMALL]).await;
            assert_eq!(sent.is_ok(), answered, "{bytes} bytes each {pause} ms");
            takes.abort();
        }
    }

    #[tokio::test]
    async fn only_who_has_room_is_read_on() {
        let budget = Budget::new(SMALL, SMALL);
        let read = async |(ours, theirs): &mut (Paced<DuplexStream>, DuplexStream)| {
            theirs.write_all(&[b'x'; SMALL]).await.unwrap();
            ours.read_exact(&mut vec![0; SMALL]).await
        };
        let (mut first, mut second) = (connected(&budget), connected(&budget));
        assert!(read(&mut first).await.is_ok() && read(&mut second).await.is_ok(), "a little is free");
        assert!(read(&mut first).await.is_ok() && read(&mut first).await.is_ok());
        assert_eq!(read(&mut second).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(first);
        let mut third = connected(&budget);
        assert!(read(&mut third).await.is_ok() && read(&mut third).await.is_ok());
    }
}
