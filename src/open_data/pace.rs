//! A body that keeps its reader at a pace: whoever takes nothing holds nothing.

use crate::limits::Seat;
use anyhow::{Result, bail};
use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt as _, stream::unfold};
use std::{pin::pin, time::Duration};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    time::{Instant, timeout_at},
};

/// How fast a file has to be taken.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// For each piece.
    pub piece: Duration,
    /// For all of it.
    pub whole: Duration,
}

/// A message to the reader's body: without the word that this was all, the connection breaks off, so that nobody takes half a file
/// for a whole one.
enum Sent {
    Piece(Bytes),
    All,
}

/// The pieces as a body. They are made in a task of their own, which ends with everything they hold as soon as the reader is
/// too slow or gone, or its seat is somebody else's.
pub fn body<S>(pieces: S, pace: Pace, seat: Option<Seat>) -> Body
where
    S: Stream<Item = Result<Bytes>> + Send + 'static,
{
    let (out, sent) = channel(1);
    tokio::spawn(async move {
        if let Err(error) = send(pieces, pace, seat, out).await {
            tracing::debug!("a download ended early: {error:#}");
        }
    });
    // Whoever compresses it asks once more after the end.
    Body::from_stream(unfold(Some(sent), next).fuse())
}

async fn send(
    pieces: impl Stream<Item = Result<Bytes>>,
    pace: Pace,
    seat: Option<Seat>,
    out: Sender<Sent>,
) -> Result<()> {
    let ended = async {
        match &seat {
            Some(seat) => seat.ended().await,
            None => std::future::pending().await,
        }
    };
    let all = async {
        let mut pieces = pin!(pieces);
        let whole = Instant::now() + pace.whole;
        while let Some(piece) = pieces.next().await {
            let piece = piece.inspect_err(|error| tracing::warn!("a file broke off: {error:#}"))?;
            let bytes = piece.len();
            deliver(&out, Sent::Piece(piece), whole.min(Instant::now() + pace.piece)).await?;
            if let Some(seat) = &seat {
                seat.note(bytes);
            }
        }
        anyhow::Ok(())
    };
    tokio::select! {
        done = all => done?,
        () = ended => bail!("others waited for its seat"),
        () = out.closed() => bail!("its reader has gone"),
    }
    // What the pieces held is free by now, whenever the last of them is taken.
    drop(seat);
    deliver(&out, Sent::All, Instant::now() + pace.whole).await
}

async fn deliver(out: &Sender<Sent>, what: Sent, by: Instant) -> Result<()> {
    match timeout_at(by, out.send(what)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => bail!("its reader has gone"),
        Err(_) => bail!("its reader is too slow"),
    }
}

async fn next(sent: Option<Receiver<Sent>>) -> Option<(Result<Bytes>, Option<Receiver<Sent>>)> {
    let mut sent = sent?;
    match sent.recv().await {
        Some(Sent::Piece(piece)) => Some((Ok(piece), Some(sent))),
        Some(Sent::All) => None,
        None => Some((Err(anyhow::anyhow!("the file broke off")), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{limits::Seats, web::Visitor};
    use futures_util::stream::{iter, pending, repeat_with};
    use http_body_util::BodyExt as _;

    const PACE: Pace = Pace { piece: Duration::from_millis(200), whole: Duration::from_millis(1_000) };

    fn piece() -> Result<Bytes> {
        Ok(Bytes::from_static(b"piece"))
    }

    #[tokio::test]
    async fn a_file_taken_in_time_comes_whole() {
        let body = body(iter([piece(), piece()]), PACE, None);
        assert_eq!(body.collect().await.unwrap().to_bytes(), "piecepiece");
    }

    #[tokio::test]
    async fn whoever_asks_again_after_the_end_is_told_the_same() {
        let mut whole = body(iter([piece()]), PACE, None);
        let mut broken = body(iter([Err(anyhow::anyhow!("away"))]), PACE, None);
        assert!(whole.frame().await.is_some() && broken.frame().await.is_some());
        for _ in 0..3 {
            assert!(whole.frame().await.is_none() && broken.frame().await.is_none());
        }
    }

    #[tokio::test]
    async fn what_breaks_off_is_never_taken_for_the_whole() {
        for pieces in [vec![piece(), Err(anyhow::anyhow!("away"))], vec![Err(anyhow::anyhow!("away"))]] {
            assert!(body(iter(pieces), PACE, None).collect().await.is_err());
        }
    }

    #[tokio::test]
    async fn a_slow_reader_is_cut_off_and_its_seat_is_free_though_nobody_reads() {
        let seats = Seats::new(1);
        let seat = seats.take(Visitor([192, 0, 2, 1].into())).await;
        let mut body = body(repeat_with(piece), PACE, seat);
        tokio::time::sleep(PACE.piece * 2).await;
        let visitor = Visitor([198, 51, 100, 1].into());
        let began = Instant::now();
        assert!(seats.take(visitor).await.is_some() && began.elapsed() < PACE.piece);
        while let Some(Ok(_)) = body.frame().await {}
        assert!(body.frame().await.is_none());
    }

    #[tokio::test]
    async fn no_reader_has_longer_than_the_whole_time_however_steadily_it_reads() {
        let mut body = body(repeat_with(piece), PACE, None);
        let began = Instant::now();
        while let Some(Ok(_)) = body.frame().await {
            tokio::time::sleep(PACE.piece / 2).await;
        }
        assert!(began.elapsed() <= PACE.whole + 2 * PACE.piece, "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn whoever_waits_for_a_seat_gets_that_of_a_reader_who_waits_for_a_piece() {
        let seats = Seats::new(1);
        let seat = seats.take(Visitor([192, 0, 2, 1].into())).await;
        let pace = Pace { piece: Duration::from_secs(60), whole: Duration::from_secs(60) };
        let body = body(pending(), pace, seat);
        assert!(seats.take(Visitor([198, 51, 100, 1].into())).await.is_some());
        assert!(body.collect().await.is_err());
    }
}
