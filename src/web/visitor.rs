use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

/// Networks whose word on an address is taken.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(pub Arc<[IpNet]>);

/// The address a request comes from. Never stored and never logged: limits use a MAC of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor(pub IpAddr);

impl Visitor {
    /// The nearest address that is not a trusted proxy's, read from the right of X-Forwarded-For, whose left end anybody
    /// can write.
    pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        let is_proxy = |address: &IpAddr| trusted.0.iter().any(|network| network.contains(address));
        let mut nearest = peer;
        let hops = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let mut hops: Vec<&str> = hops.flat_map(|line| line.split(',')).collect();
        while is_proxy(&nearest) {
            match hops.pop().map(|hop| hop.trim().parse()) {
                Some(Ok(address)) => nearest = address,
                _ => break,
            }
        }
        Self(nearest)
    }

    /// Whoever makes this request.
    pub fn of_request(parts: &Parts, trusted: &TrustedProxies) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical();
        Self::of(peer, &parts.headers, trusted)
    }

    /// One visitor, as limits count: an IPv4 address, or the 64-bit network of an IPv6 one.
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            v4 => v4,
        }
    }

    /// The network around it whose addresses are likely one owner's: 24 bits of an IPv4 address, 48 of an IPv6 one.
    pub fn wider_network(self) -> IpNet {
        let network = self.network();
        let bits = if network.is_ipv4() { 24 } else { 48 };
        IpNet::new(network, bits).map_or(network.into(), |net| net.trunc())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor
where
    TrustedProxies: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::of_request(parts, &TrustedProxies::from_ref(state)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let trusted = TrustedProxies(trusted.iter().map(|network| network.parse().unwrap()).collect());
        let headers =
            HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), forwarded.parse().unwrap())]);
        Visitor::of(peer.parse().unwrap(), &headers, &trusted).0.to_string()
    }

    #[test]
    fn forwarded_addresses_count_only_from_trusted_proxies_and_from_the_right() {
        assert_eq!(seen("127.0.0.1", "1.2.3.4", &[]), "127.0.0.1");
        assert_eq!(seen("10.0.0.1", "6.6.6.6, 1.2.3.4", &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", "1.2.3.4, 10.0.0.9", &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", "nonsense", &["10.0.0.0/8"]), "10.0.0.1");
    }

    #[test]
    fn one_home_network_is_one_visitor() {
        let visitor = Visitor("2001:db8:1:2:aaaa::1".parse().unwrap());
        assert_eq!(visitor.network().to_string(), "2001:db8:1:2::");
    }
}
