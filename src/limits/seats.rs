//! Seats for what takes long to be taken, such as files: so many at once in all, one for each address, and no network has
//! more than half of them. While all are taken, the slowest reader makes room for whoever comes.

use crate::{config::EXPORT_SETTLING_SECONDS, web::Visitor};
use ipnet::IpNet;
use std::{
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

/// How long a reader has a seat in any case before it may have to make room.
const SETTLING: Duration = Duration::from_secs(EXPORT_SETTLING_SECONDS);

/// How long whoever comes waits for a seat that is about to be free: less than a request may take.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Debug)]
pub struct Seats {
    all: usize,
    settling: Duration,
    patience: Duration,
    held: Mutex<Vec<Arc<Held>>>,
    /// Somebody left.
    free: Notify,
}

/// A seat; dropping it gives it back.
#[derive(Debug)]
pub struct Seat {
    held: Arc<Held>,
    seats: Arc<Seats>,
}

#[derive(Debug)]
struct Held {
    address: IpAddr,
    network: IpNet,
    since: Instant,
    taken: AtomicU64,
    /// Somebody else gets the seat.
    ended: Notify,
}

/// Why there is no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Full {
    /// This visitor, or the network around it, has all it may have.
    Own,
    All,
}

impl Seats {
    pub fn new(all: usize) -> Arc<Self> {
        Self::paced(all, SETTLING, PATIENCE)
    }

    fn paced(all: usize, settling: Duration, patience: Duration) -> Arc<Self> {
        Arc::new(Self { all, settling, patience, held: Mutex::default(), free: Notify::new() })
    }

    /// A seat for this visitor; none while it has one already, its network has half of all, or every reader is faster than
    /// one can be asked to make room for. Waits a few seconds for the one who has to.
    pub async fn take(self: &Arc<Self>, visitor: Visitor) -> Option<Seat> {
        let end = Instant::now() + self.patience;
        loop {
            let freed = self.free.notified();
            match self.try_take(visitor) {
                Ok(seat) => return Some(seat),
                Err(Full::Own) => return None,
                Err(Full::All) => {}
            }
            let settled = self.end_slowest();
            let _ = timeout_at(settled.min(end), freed).await;
            if Instant::now() >= end {
                return self.try_take(visitor).ok();
            }
        }
    }

    fn try_take(self: &Arc<Self>, visitor: Visitor) -> Result<Seat, Full> {
        let (address, network) = (visitor.network(), visitor.wider_network());
        let mut held = lock(&self.held);
        let of_network = held.iter().filter(|held| held.network == network).count();
        if held.iter().any(|held| held.address == address) || of_network >= self.all.div_ceil(2) {
            return Err(Full::Own);
        }
        if held.len() >= self.all {
            return Err(Full::All);
        }
        let (since, taken, ended) = (Instant::now(), AtomicU64::new(0), Notify::new());
        let mine = Arc::new(Held { address, network, since, taken, ended });
        held.push(Arc::clone(&mine));
        Ok(Seat { held: mine, seats: Arc::clone(self) })
    }

    /// Ends whoever took least a second among those who have had their seat for a while; when to look again.
    fn end_slowest(&self) -> Instant {
        let now = Instant::now();
        let held = lock(&self.held);
        let slowest = held
            .iter()
            .filter(|held| now - held.since >= self.settling)
            .min_by(|one, other| one.speed(now).total_cmp(&other.speed(now)));
        if let Some(slowest) = slowest {
            // One that is not being waited for yet finds it as soon as it is.
            slowest.ended.notify_one();
        }
        let next = held.iter().map(|held| held.since + self.settling).filter(|settled| *settled > now).min();
        next.unwrap_or(now + self.patience)
    }
}

impl Seat {
    /// Counts so many bytes as taken by its reader.
    pub fn note(&self, bytes: usize) {
        self.held.taken.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Resolves when the seat is somebody else's.
    pub async fn ended(&self) {
        self.held.ended.notified().await;
    }
}

impl Held {
    fn speed(&self, now: Instant) -> f64 {
        self.taken.load(Ordering::Relaxed) as f64 / (now - self.since).as_secs_f64().max(0.001)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.seats.held).retain(|held| !Arc::ptr_eq(held, &self.held));
        self.seats.free.notify_waiters();
    }
}

/// The list is whole between any two statements, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_millis(400);

    fn seats(all: usize) -> Arc<Seats> {
        Seats::paced(all, PATIENCE / 4, PATIENCE)
    }

    async fn take(seats: &Arc<Seats>, address: &str) -> Option<Seat> {
        seats.take(Visitor(address.parse().unwrap())).await
    }

    #[tokio::test]
    async fn an_address_has_one_place_and_a_network_half_of_them() {
        let seats = seats(4);
        let first = take(&seats, "192.0.2.1").await;
        assert!(first.is_some());
        assert!(take(&seats, "192.0.2.1").await.is_none());
        let _second = take(&seats, "192.0.2.2").await.unwrap();
        assert!(take(&seats, "192.0.2.3").await.is_none(), "half of them are the network's");
        let _other = take(&seats, "2001:db8:1:1::1").await.unwrap();
        assert!(take(&seats, "2001:db8:1:1::2").await.is_none(), "64 bits are one address");
        let _third = take(&seats, "2001:db8:1:2::1").await.unwrap();
        drop(first);
        assert!(take(&seats, "2001:db8:1:3::1").await.is_none(), "and 48 bits one network");
        assert!(take(&seats, "192.0.2.3").await.is_some());
    }

    #[tokio::test]
    async fn the_slowest_makes_room_within_seconds() {
        let seats = seats(2);
        let (quick, slow) =
            (take(&seats, "192.0.2.1").await.unwrap(), take(&seats, "198.51.100.1").await.unwrap());
        quick.note(1_000_000);
        slow.note(1_000);
        let reader = tokio::spawn(async move {
            slow.ended().await;
            drop(slow);
        });
        let began = Instant::now();
        let seat = take(&seats, "203.0.113.1").await;
        assert!(seat.is_some() && began.elapsed() < PATIENCE, "{:?}", began.elapsed());
        reader.await.unwrap();
        assert!(tokio::time::timeout(Duration::ZERO, quick.ended()).await.is_err(), "nobody ended it");
    }

    #[tokio::test]
    async fn whoever_finds_no_room_waits_no_longer_than_a_request_may_take() {
        let seats = seats(1);
        // It ignores that it has to make room.
        let _held = take(&seats, "192.0.2.1").await.unwrap();
        let began = Instant::now();
        assert!(take(&seats, "198.51.100.1").await.is_none());
        assert!(began.elapsed() < 2 * PATIENCE, "{:?}", began.elapsed());
    }
}
