//! How much of something scarce there is for all, such as bytes that are kept of what is sent, and how much of it for one
//! sender.

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

/// One sender may hold one part in so many.
const PARTS: usize = 16;

/// How long somebody waits for their part before it is refused.
const PATIENCE: Duration = Duration::from_secs(2);

/// Senders that are remembered before those who hold nothing are forgotten.
const REMEMBERED: usize = 1_000;

/// The memory that all senders share. Clones are the same budget.
#[derive(Debug, Clone)]
pub struct Budget {
    all: Arc<Semaphore>,
    share: usize,
    shares: Arc<Mutex<HashMap<IpAddr, Arc<Semaphore>>>>,
}

/// A part of the budget, taken until this is dropped.
#[derive(Debug)]
pub struct Held {
    _share: Option<OwnedSemaphorePermit>,
    _all: OwnedSemaphorePermit,
}

impl Budget {
    /// So much in all. One sender has a sixteenth of it, and at least the `largest` part that anybody asks for at once.
    pub fn new(all: usize, largest: usize) -> Self {
        let all = all.max(largest);
        Self::with_share(all, (all / PARTS).max(largest))
    }

    /// So much in all, and so much of it for one sender.
    pub fn with_share(all: usize, share: usize) -> Self {
        let all = all.min(Semaphore::MAX_PERMITS);
        Self { all: Arc::new(Semaphore::new(all)), share, shares: Arc::default() }
    }

    /// Takes so much for this sender, an address or a network, after a moment of waiting if need be, in which senders take
    /// turns; `None` if there is not enough then. Who speaks for many is no sender, and has no share.
    pub async fn hold(&self, sender: Option<IpAddr>, part: usize) -> Option<Held> {
        let part = u32::try_from(part).ok()?;
        let held = async {
            let share = match sender {
                Some(sender) => Some(self.share_of(sender).acquire_many_owned(part).await.ok()?),
                None => None,
            };
            let all = Arc::clone(&self.all).acquire_many_owned(part).await.ok()?;
            Some(Held { _share: share, _all: all })
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
        let budget = Budget::new(1_600, 10);
        let (one, other) = (sender("192.0.2.1"), sender("192.0.2.2"));
        let held = budget.hold(one, 60).await;
        assert!(held.is_some());
        assert!(budget.hold(one, 60).await.is_none(), "a hundred bytes are the most");
        assert!(budget.hold(other, 60).await.is_some());
        drop(held);
        assert!(budget.hold(one, 100).await.is_some());
        assert!(budget.hold(one, usize::MAX).await.is_none());
    }

    #[tokio::test]
    async fn all_of_them_have_the_whole_and_no_more() {
        let budget = Budget::new(1_600, 10);
        let mut held = Vec::new();
        for last in 1..=16 {
            held.push(budget.hold(sender(&format!("192.0.2.{last}")), 100).await.unwrap());
        }
        assert!(budget.hold(sender("198.51.100.1"), 1).await.is_none());
        held.pop();
        assert!(budget.hold(sender("198.51.100.1"), 1).await.is_some());
    }

    #[tokio::test]
    async fn who_asks_often_waits_behind_who_asks_once() {
        let all = Budget::with_share(1, 1);
        let (one, other) = (sender("192.0.2.1"), sender("192.0.2.2"));
        let held = all.hold(one, 1).await;
        let order = Mutex::new(Vec::new());
        let next = async |who: Option<IpAddr>| {
            let held = all.hold(who, 1).await;
            order.lock().unwrap().push(who);
            drop(held);
        };
        let end = async { drop(held) };
        tokio::join!(next(one), next(one), next(other), end);
        assert_eq!(order.into_inner().unwrap(), [other, one, one]);
    }

    #[tokio::test]
    async fn whoever_holds_nothing_is_forgotten() {
        let budget = Budget::new(160, 10);
        let _held = budget.hold(sender("2001:db8::1"), 10).await;
        for host in 0..3 * REMEMBERED {
            budget.hold(sender(&format!("2001:db8:1:{host:x}::1")), 10).await.unwrap();
        }
        let shares = budget.shares.lock().unwrap();
        assert!(shares.len() <= REMEMBERED);
        assert_eq!(shares[&sender("2001:db8::1").unwrap()].available_permits(), 0);
    }
}
