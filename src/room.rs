//! How many bytes the program keeps for those who send it something, and how many of them for one sender.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// What one sender may hold of it all: one part in so many.
const PARTS: usize = 16;

/// How long somebody waits for room before it is refused.
const PATIENCE: Duration = Duration::from_secs(2);

/// Senders that are remembered before those who hold nothing are forgotten.
const REMEMBERED: usize = 1_000;

/// Room that all senders share. Clones are the same room.
#[derive(Debug, Clone)]
pub struct Room {
    all: Arc<Semaphore>,
    share: usize,
    shares: Arc<Mutex<HashMap<IpAddr, Arc<Semaphore>>>>,
}

/// Bytes of the room that are taken until this is dropped.
#[derive(Debug)]
pub struct Held {
    _share: Option<OwnedSemaphorePermit>,
    _room: OwnedSemaphorePermit,
}

impl Room {
    /// So many bytes in all. One sender has a sixteenth of them, and at least the `largest` that anybody asks
    /// for at once.
    pub fn new(bytes: usize, largest: usize) -> Self {
        let bytes = bytes.max(largest).min(Semaphore::MAX_PERMITS);
        let share = (bytes / PARTS).max(largest);
        Self { all: Arc::new(Semaphore::new(bytes)), share, shares: Arc::default() }
    }

    /// Takes so many bytes for this sender, an address or a network, after a moment of waiting if need be; `None` if there
    /// is no room then. Who speaks for many is no sender, and has no share.
    pub async fn hold(&self, sender: Option<IpAddr>, bytes: usize) -> Option<Held> {
        let bytes = u32::try_from(bytes).ok()?;
        let held = async {
            let share = match sender {
                Some(sender) => Some(self.share_of(sender).acquire_many_owned(bytes).await.ok()?),
                None => None,
            };
            let room = Arc::clone(&self.all).acquire_many_owned(bytes).await.ok()?;
            Some(Held { _share: share, _room: room })
        };
        timeout(PATIENCE, held).await.ok().flatten()
    }

    fn share_of(&self, sender: IpAddr) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if shares.len() >= REMEMBERED {
            // Whoever holds or waits for something has a share of this semaphore.
            shares.retain(|_, share| Arc::strong_count(share) > 1);
        }
        Arc::clone(shares.entry(sender).or_insert_with(|| Arc::new(Semaphore::new(self.share))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(address: &str) -> Option<IpAddr> {
        Some(address.parse().unwrap())
    }

    #[tokio::test]
    async fn one_sender_has_a_part_and_gets_it_back() {
        let room = Room::new(1_600, 10);
        let (one, other) = (sender("192.0.2.1"), sender("192.0.2.2"));
        let held = room.hold(one, 60).await;
        assert!(held.is_some());
        assert!(room.hold(one, 60).await.is_none(), "a hundred bytes are the most");
        assert!(room.hold(other, 60).await.is_some());
        drop(held);
        assert!(room.hold(one, 100).await.is_some());
        assert!(room.hold(one, usize::MAX).await.is_none());
    }

    #[tokio::test]
    async fn all_of_them_have_the_whole_and_no_more() {
        let room = Room::new(1_600, 10);
        let mut held = Vec::new();
        for last in 1..=16 {
            held.push(room.hold(sender(&format!("192.0.2.{last}")), 100).await.unwrap());
        }
        assert!(room.hold(sender("198.51.100.1"), 1).await.is_none());
        held.pop();
        assert!(room.hold(sender("198.51.100.1"), 1).await.is_some());
    }

    #[tokio::test]
    async fn whoever_holds_nothing_is_forgotten() {
        let room = Room::new(160, 10);
        let _held = room.hold(sender("2001:db8::1"), 10).await;
        for host in 0..3 * REMEMBERED {
            room.hold(sender(&format!("2001:db8:1:{host:x}::1")), 10).await.unwrap();
        }
        let shares = room.shares.lock().unwrap();
        assert!(shares.len() <= REMEMBERED);
        assert_eq!(shares[&sender("2001:db8::1").unwrap()].available_permits(), 0);
    }
}
