use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ops::Deref,
    str::FromStr,
    sync::Arc,
};

/// The address under which readers know the site, as a browser writes an origin: `https://example.org`, with a port only
/// if it is not the usual one, and nothing after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Arc<str>);

impl BaseUrl {
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The name or number without the port; an IPv6 address in its brackets.
    pub fn host(&self) -> &str {
        host_of(self.0.split_once("://").map_or("", |(_, rest)| rest))
    }

    /// Whether it is this machine's own, where a browser needs no https to keep what is for secure connections only.
    pub fn is_this_machine(&self) -> bool {
        is_this_machine(self.host())
    }

    /// Whether a browser keeps the cookies of those who sign in here.
    pub fn keeps_sign_ins(&self) -> bool {
        self.is_https() || self.is_this_machine()
    }
}

/// The host of `host:port`.
pub fn host_of(authority: &str) -> &str {
    let end =
        if authority.starts_with('[') { authority.find(']').map(|at| at + 1) } else { authority.find(':') };
    end.map_or(authority, |end| &authority[..end])
}

/// Whether this name or number is what browsers take for the machine that they run on.
pub fn is_this_machine(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    number.map_or(host == "localhost" || host.ends_with(".localhost"), |number| number.is_loopback())
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        read(text).map(|url| Self(url.into())).map_err(|why| {
            format!(
                "{why}: write the scheme, the host and its port if it has one, such as https://example.org"
            )
        })
    }
}

fn read(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() {
        return Err("it is empty");
    }
    let (scheme, rest) = text.split_once("://").ok_or("it lacks http:// or https://")?;
    let scheme = scheme.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "http" => 80,
        "https" => 443,
        _ => return Err("it begins with neither http:// nor https://"),
    };
    // One slash at the end is how browsers show an address without a path.
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.contains('@') {
        return Err("it holds a name or password");
    }
    if rest.contains(['/', '\\', '?', '#']) {
        return Err("it goes on after the host, and the site fills a host of its own");
    }
    let host = host_of(rest);
    let port = match &rest[host.len()..] {
        "" => None,
        port => Some(read_port(port)?),
    };
    let host = read_host(host)?;
    Ok(match port.filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

fn read_port(text: &str) -> Result<u16, &'static str> {
    let digits = text.strip_prefix(':').filter(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    digits
        .and_then(|port| port.parse().ok())
        .filter(|port| *port > 0)
        .ok_or("its port is not one from 1 to 65535")
}

fn read_host(host: &str) -> Result<String, &'static str> {
    if let Some(number) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        let number: Ipv6Addr = number.parse().map_err(|_| "what is in [ ] is no IPv6 address")?;
        return Ok(format!("[{number}]"));
    }
    if !host.is_ascii() {
        return Err("its host must be written as browsers send it (xn--…)");
    }
    let host = host.to_ascii_lowercase();
    let is_label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err("it has no host, or one that cannot be");
    }
    // Browsers read whatever ends in a number as one.
    let ends_in_digits =
        host.rsplit('.').next().is_some_and(|end| end.bytes().all(|byte| byte.is_ascii_digit()));
    if ends_in_digits && host.parse::<Ipv4Addr>().is_err() {
        return Err("its host is no whole IPv4 address");
    }
    Ok(host)
}

impl Deref for BaseUrl {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_a_browser_writes_it() {
        for (written, kept, host) in [
            ("https://example.org", "https://example.org", "example.org"),
            ("https://example.org/", "https://example.org", "example.org"),
            ("HTTPS://Example.ORG:443", "https://example.org", "example.org"),
            ("http://example.org:80/", "http://example.org", "example.org"),
            ("http://example.org:443", "http://example.org:443", "example.org"),
            (
                "https://xn--mnchen-3ya.example:8443",
                "https://xn--mnchen-3ya.example:8443",
                "xn--mnchen-3ya.example",
            ),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000", "127.0.0.1"),
            ("http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000", "[::1]"),
            ("http://first_bucket:3000", "http://first_bucket:3000", "first_bucket"),
        ] {
            let url: BaseUrl = written.parse().unwrap();
            assert_eq!((&*url, url.host()), (kept, host), "{written}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused_with_the_reason() {
        for (written, why) in [
            ("", "empty"),
            (" ", "empty"),
            ("example.org", "lacks http"),
            ("example.org:3000", "lacks http"),
            ("//example.org", "lacks http"),
            ("ftp://example.org", "neither"),
            ("javascript://example.org", "neither"),
            ("https://", "no host"),
            ("https:///", "no host"),
            ("https://:443", "no host"),
            ("https://example..org", "no host"),
            ("https://example.org.", "no host"),
            ("https://-example.org", "no host"),
            ("https://exa mple.org", "no host"),
            (" https://example.org", "neither"),
            ("https://example.org ", "no host"),
            ("https://example.org\n", "no host"),
            ("https://example.org/bucket", "goes on"),
            ("https://example.org//", "goes on"),
            ("https://example.org/?a=b", "goes on"),
            ("https://example.org?a", "goes on"),
            ("https://example.org#top", "goes on"),
            ("https://example.org\\x", "goes on"),
            ("https://me:word@example.org", "name or password"),
            ("https://example.org:0", "port"),
            ("https://example.org:65536", "port"),
            ("https://example.org:+80", "port"),
            ("https://example.org:", "port"),
            ("https://[::1", "host"),
            ("https://[fe80::1%eth0]", "IPv6"),
            ("https://1.2.3", "IPv4"),
            ("https://256.1.1.1", "IPv4"),
            ("https://münchen.example", "xn--"),
        ] {
            let refusal = written.parse::<BaseUrl>().unwrap_err();
            assert!(refusal.contains(why), "{written:?}: {refusal}");
        }
    }

    #[test]
    fn only_https_and_this_machine_keep_who_signed_in() {
        for (url, keeps) in [
            ("https://example.org", true),
            ("http://localhost:3000", true),
            ("http://bucket.localhost", true),
            ("http://127.8.8.8", true),
            ("http://[::1]:3000", true),
            ("http://example.org", false),
            ("http://localhost.example.org", false),
            ("http://127.0.0.1.example.org", false),
            ("http://192.168.1.5:3000", false),
            ("http://0.0.0.0:3000", false),
        ] {
            assert_eq!(url.parse::<BaseUrl>().unwrap().keeps_sign_ins(), keeps, "{url}");
        }
    }
}
