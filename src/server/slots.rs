//! Counts open connections, in all and per address.

use super::Limits;
use ipnet::IpNet;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub struct Slots {
    all: Arc<Semaphore>,
    per_address: usize,
    trusted_proxies: Vec<IpNet>,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// Room for one connection, from whatever address.
pub type Room = OwnedSemaphorePermit;

/// The place one connection takes; dropping it frees the place.
pub struct Slot {
    key: IpAddr,
    is_proxy: bool,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
    _room: Room,
}

impl Slots {
    pub fn new(limits: &Limits) -> Self {
        let all = match limits.max_connections {
            0 => Semaphore::MAX_PERMITS,
            cap => cap.min(Semaphore::MAX_PERMITS),
        };
        Self {
            all: Arc::new(Semaphore::new(all)),
            per_address: limits.max_connections_per_address,
            trusted_proxies: limits.trusted_proxies.clone(),
            open: Arc::default(),
        }
    }

    /// Waits until there is room among all connections.
    pub async fn room(&self) -> Room {
        Arc::clone(&self.all).acquire_owned().await.expect("the semaphore is never closed")
    }

    /// A place for a connection from `peer`, or the room back if that address has all it may have.
    pub fn take(&self, peer: IpAddr, room: Room) -> Result<Slot, Room> {
        let peer = peer.to_canonical();
        let key = network_of(peer);
        let mut open = lock(&self.open);
        let count = open.entry(key).or_default();
        if *count >= self.cap_of(peer) {
            return Err(room);
        }
        *count += 1;
        Ok(Slot { key, is_proxy: self.is_proxy(peer), open: Arc::clone(&self.open), _room: room })
    }

    fn cap_of(&self, peer: IpAddr) -> usize {
        if self.per_address == 0 || self.is_proxy(peer) { usize::MAX } else { self.per_address }
    }

    fn is_proxy(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|net| net.contains(&peer))
    }
}

impl Slot {
    /// Who sends on the connection: an address or, of IPv6, a network. `None` for a proxy, which speaks for many.
    pub fn sender(&self) -> Option<IpAddr> {
        (!self.is_proxy).then_some(self.key)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        if let Some(count) = open.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.key);
            }
        }
    }
}

fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// A count is whole between any two statements, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn take(slots: &Slots, peer: &str) -> Option<Slot> {
        slots.take(peer.parse().unwrap(), slots.room().await).ok()
    }

    fn two_per_address() -> Limits {
        Limits { max_connections_per_address: 2, ..Limits::default() }
    }

    #[tokio::test]
    async fn an_address_has_no_more_than_its_cap_and_gets_places_back() {
        let slots = Slots::new(&two_per_address());
        let first = take(&slots, "192.0.2.1").await;
        let second = take(&slots, "::ffff:192.0.2.1").await;
        assert!(first.is_some() && second.is_some());
        assert!(take(&slots, "192.0.2.1").await.is_none());
        assert!(take(&slots, "192.0.2.2").await.is_some());
        drop(first);
        assert!(take(&slots, "192.0.2.1").await.is_some());
        drop(second);
        assert!(lock(&slots.open).is_empty(), "addresses without a connection are forgotten");
    }

    #[tokio::test]
    async fn an_ipv6_network_counts_as_one_address() {
        let slots = Slots::new(&two_per_address());
        let _held = (take(&slots, "2001:db8::1").await, take(&slots, "2001:db8::2").await);
        assert!(take(&slots, "2001:db8::3").await.is_none());
        assert!(take(&slots, "2001:db8:0:1::3").await.is_some());
    }

    #[tokio::test]
    async fn proxies_and_a_cap_of_zero_are_not_limited() {
        let proxies = vec!["192.0.2.0/24".parse().unwrap()];
        let behind_proxy = Slots::new(&Limits { trusted_proxies: proxies, ..two_per_address() });
        let uncapped =
            Slots::new(&Limits { max_connections: 0, max_connections_per_address: 0, ..Limits::default() });
        for slots in [behind_proxy, uncapped] {
            let _held = (take(&slots, "192.0.2.1").await, take(&slots, "192.0.2.1").await);
            assert!(take(&slots, "192.0.2.1").await.is_some());
        }
    }
}
