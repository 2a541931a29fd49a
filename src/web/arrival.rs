//! A form on its way: nothing of it is read before somebody asks for it, and then no more than there is room for.

use crate::budget::{Budget, Held};
use axum::{
    body::{Body, Bytes, HttpBody as _},
    http::StatusCode,
};
use http_body_util::BodyExt as _;
use std::{
    mem::take,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout};

/// Bytes a second, below which a form is cut off once its first patience is used up: 32 kbit, a poor mobile line.
const SLOWEST: u32 = 4_096;

/// How long what nobody wants to read is taken in, so that whoever sends it reads our answer.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// The bounds of one form.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Bytes that are accepted.
    pub most: usize,
    /// Bytes that are read to be given back, where they are too many to be accepted.
    pub readable: usize,
    /// How long nothing may come, and how long it may take besides a second for each 4 KiB that came.
    pub patience: Duration,
}

/// The body of one request. Clones are the same one: whoever asks first reads it, and who asks later finds it read.
#[derive(Debug, Clone)]
pub struct Arrival(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    measure: Measure,
    /// Bytes that the body has as its head says, or may have.
    expected: usize,
    sender: IpAddr,
    budget: Budget,
    coming: tokio::sync::Mutex<Coming>,
    clock: Mutex<ReadingTime>,
}

#[derive(Debug, Default)]
struct Coming {
    body: Body,
    bytes: Vec<u8>,
    held: Option<Held>,
    whole: Bytes,
    /// Once there is nothing more to be read.
    end: Option<Result<(), StatusCode>>,
}

#[derive(Debug, Default)]
struct ReadingTime {
    before: Duration,
    since: Option<Instant>,
}

impl Arrival {
    /// Of this sender, an address or a network, whose share of the budget it takes.
    pub fn new(body: Body, measure: Measure, sender: IpAddr, budget: Budget) -> Self {
        // Browsers say how long a form is. Who does not is believed to need what is accepted.
        let told = body.size_hint().exact();
        let expected = told.map_or(measure.most, |told| usize::try_from(told).unwrap_or(usize::MAX));
        let coming = tokio::sync::Mutex::new(Coming { body, ..Coming::default() });
        Self(Arc::new(Shared { measure, expected, sender, budget, coming, clock: Mutex::default() }))
    }

    /// The status that answers a body that by its told length can be neither accepted nor given back; none for any
    /// other.
    pub fn hopeless(&self) -> Option<StatusCode> {
        (self.0.expected > self.0.measure.readable).then_some(StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// The whole body. Fails with 503 if there is no room for it, 408 if it comes too slowly, 413 if it is too much, and 400
    /// if its sender breaks it off.
    pub async fn whole(&self) -> Result<Bytes, StatusCode> {
        let mut coming = self.0.coming.lock().await;
        self.read(&mut coming).await?;
        Ok(coming.whole.clone())
    }

    /// The bytes that were sent, so that they can be given back: also what is too much to be accepted. Empty if it
    /// cannot be had.
    pub async fn words(&self) -> Bytes {
        let mut coming = self.0.coming.lock().await;
        let _ = self.read(&mut coming).await;
        coming.whole.clone()
    }

    /// Takes in for a moment what nobody has asked for, and keeps nothing of it: a connection that is closed with something
    /// unread in it may lose its answer.
    pub async fn let_go(&self) {
        let mut coming = self.0.coming.lock().await;
        let mut left = self.0.measure.readable;
        let body = &mut coming.body;
        let all = async {
            while let Some(Ok(frame)) = body.frame().await {
                left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
                if left == 0 {
                    return;
                }
            }
        };
        let _ = timeout(LAST_WORDS, all).await;
    }

    /// For how long somebody has waited for the body so far.
    pub fn waited(&self) -> Duration {
        let clock = lock(&self.0.clock);
        clock.before + clock.since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    async fn read(&self, coming: &mut Coming) -> Result<(), StatusCode> {
        if let Some(end) = coming.end {
            return end;
        }
        let _reading = Reading::begin(&self.0.clock);
        let mut end = self.receive(coming).await;
        if end.is_ok() {
            coming.whole = Bytes::from(take(&mut coming.bytes));
            if coming.whole.len() > self.0.measure.most {
                end = Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
        }
        coming.end = Some(end);
        end
    }

    /// Copies what comes: a piece of the connection's buffer keeps all of that buffer, however small the piece is.
    async fn receive(&self, coming: &mut Coming) -> Result<(), StatusCode> {
        if let Some(status) = self.hopeless() {
            return Err(status);
        }
        let (expected, patience) = (self.0.expected, self.0.measure.patience);
        let held = self.0.budget.hold(Some(self.0.sender), expected).await;
        coming.held = Some(held.ok_or(StatusCode::SERVICE_UNAVAILABLE)?);
        coming.bytes.reserve_exact(expected);
        let begin = Instant::now();
        loop {
            let received = u32::try_from(coming.bytes.len()).unwrap_or(u32::MAX);
            let granted = patience + Duration::from_secs(received.into()) / SLOWEST;
            let left = granted.saturating_sub(begin.elapsed()).min(patience);
            let piece = match timeout(left, coming.body.frame()).await {
                Err(_) => return Err(StatusCode::REQUEST_TIMEOUT),
                Ok(None) => return Ok(()),
                Ok(Some(piece)) => piece.map_err(|_| StatusCode::BAD_REQUEST)?,
            };
            let Ok(piece) = piece.into_data() else { continue };
            if coming.bytes.len() + piece.len() > expected {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            coming.bytes.extend_from_slice(&piece);
        }
    }
}

/// Counts the time from its beginning until it is dropped.
struct Reading<'a>(&'a Mutex<ReadingTime>);

impl<'a> Reading<'a> {
    fn begin(clock: &'a Mutex<ReadingTime>) -> Self {
        lock(clock).since = Some(Instant::now());
        Self(clock)
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut clock = lock(self.0);
        if let Some(since) = clock.since.take() {
            clock.before += since.elapsed();
        }
    }
}

fn lock(clock: &Mutex<ReadingTime>) -> MutexGuard<'_, ReadingTime> {
    clock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use std::{convert::Infallible, iter::repeat_n};

    const PATIENCE: Duration = Duration::from_millis(400);

    fn arrival(body: Body) -> Arrival {
        let measure = Measure { most: 32, readable: 64, patience: PATIENCE };
        Arrival::new(body, measure, IpAddr::from([192, 0, 2, 1]), Budget::new(100, 64))
    }

    /// One byte after the other, each after this time.
    fn dripping(bytes: usize, each: Duration) -> Body {
        let drops = stream::unfold(repeat_n(b"a", bytes), move |mut left| async move {
            let drop = left.next()?;
            tokio::time::sleep(each).await;
            Some((Ok::<_, Infallible>(Bytes::from_static(drop)), left))
        });
        Body::from_stream(drops)
    }

    #[tokio::test]
    async fn what_is_too_much_to_accept_is_given_back_as_far_as_it_is_readable() {
        for (bytes, accepted, given_back) in
            [(0, true, 0), (32, true, 32), (33, false, 33), (64, false, 64), (65, false, 0)]
        {
            let arrival = arrival(Body::from(vec![b'a'; bytes]));
            assert_eq!(arrival.whole().await.map_err(|status| status.as_u16()).is_ok(), accepted, "{bytes}");
            assert_eq!(arrival.words().await.len(), given_back, "{bytes}");
        }
        let of_no_told_length = arrival(dripping(33, Duration::ZERO));
        assert_eq!(of_no_told_length.whole().await, Err(StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[tokio::test]
    async fn a_form_that_stops_or_drips_is_cut_off() {
        for body in [dripping(32, PATIENCE * 10), dripping(32, PATIENCE / 10)] {
            let begin = Instant::now();
            let arrival = arrival(body);
            assert_eq!(arrival.whole().await, Err(StatusCode::REQUEST_TIMEOUT));
            assert!(begin.elapsed() < PATIENCE * 2);
            assert!(arrival.waited() > PATIENCE / 2, "it does not count against our own work");
        }
        assert_eq!(arrival(dripping(8, PATIENCE / 100)).whole().await.unwrap().len(), 8);
    }

    #[tokio::test]
    async fn a_piece_of_the_connections_buffer_does_not_outlive_its_reading() {
        let buffer = Bytes::from(vec![b'a'; 8_192]);
        let arrival = arrival(Body::from(buffer.slice(..1)));
        assert_eq!(arrival.whole().await.unwrap().len(), 1);
        assert!(buffer.is_unique());
    }

    #[tokio::test]
    async fn who_finds_no_room_is_told_and_it_is_free_once_the_answer_is_made() {
        let budget = Budget::new(64, 64);
        let of = |bytes: usize| {
            let measure = Measure { most: 64, readable: 64, patience: PATIENCE };
            Arrival::new(vec![b'a'; bytes].into(), measure, IpAddr::from([192, 0, 2, 1]), budget.clone())
        };
        let first = of(60);
        assert!(first.whole().await.is_ok());
        assert_eq!(of(5).whole().await, Err(StatusCode::SERVICE_UNAVAILABLE));
        drop(first);
        assert!(of(5).whole().await.is_ok());
    }
}
