use ipnet::IpNet;
use std::time::Duration;

/// Limits of the server's connections, for one client and for all of them together.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The head of a request must be whole this long after the connection opened, or after the answer
    /// before it. Also how long an idle connection is kept.
    pub head_timeout: Duration,
    /// A client that takes nothing of its answer for this long is cut off.
    pub write_timeout: Duration,
    /// Open connections in all; 0 means no cap. Whoever comes when it is reached waits for room.
    pub max_connections: usize,
    /// Open connections from one address; 0 means no cap. More are closed at once. An IPv6 network of
    /// 64 bits counts as one address, since one household or server has a whole one.
    pub max_connections_per_address: usize,
    /// Proxies in front of the server. They speak for many people, so the cap per address is not theirs.
    pub trusted_proxies: Vec<IpNet>,
    /// How long running requests may go on after the server was asked to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(20),
            max_connections: 12_000,
            max_connections_per_address: 128,
            trusted_proxies: Vec::new(),
            drain: Duration::from_secs(10),
        }
    }
}
