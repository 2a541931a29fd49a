//! Rules for the head of a request before anything reads it: whose site it asks for is said once and in one way.

use super::form::MOST_FIELDS;
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::net::Ipv6Addr;

/// Refuses what no browser sends, and what two programs in a row could read in two ways.
pub async fn sound(request: Request, next: Next) -> Response {
    if !names_one_host(&request) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let query = request.uri().query().unwrap_or_default();
    if query.bytes().filter(|byte| *byte == b'&').count() >= MOST_FIELDS {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    next.run(request).await
}

/// Whether `Host` is there once at most, can be one, and is that of an address which is given in full.
fn names_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, second) = (hosts.next(), hosts.next());
    let asked = request.uri().authority();
    let is_sound = |host: &HeaderValue| host.to_str().is_ok_and(is_host);
    second.is_none()
        && host.is_none_or(is_sound)
        && asked.is_none_or(|asked| {
            is_host(asked.as_str()) && host.is_none_or(|host| is_same(request.uri(), asked, host))
        })
}

fn is_same(uri: &Uri, asked: &Authority, host: &HeaderValue) -> bool {
    let usual = match uri.scheme_str() {
        Some("http") => ":80",
        Some("https") => ":443",
        _ => "",
    };
    let bare = |text: &str| text.strip_suffix(usual).unwrap_or(text).to_ascii_lowercase();
    host.to_str().is_ok_and(|host| bare(host) == bare(asked.as_str()))
}

/// A name or an address, and a port or none. A name in other letters comes as `xn--…`.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let is_name = |host: &str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    let is_address = |host: &str| {
        let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok())
    };
    (is_name(host) || is_address(host)) && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn is_taken(uri: &str, hosts: &[&str]) -> bool {
        let mut request = Request::get(uri);
        for host in hosts {
            request = request.header(header::HOST, HeaderValue::from_bytes(host.as_bytes()).unwrap());
        }
        names_one_host(&request.body(Body::empty()).unwrap())
    }

    #[test]
    fn a_host_is_named_once_and_in_one_way() {
        for host in [
            "bucket.example",
            "Bucket.Example:3000",
            "127.0.0.1:80",
            "[::1]:3000",
            "[2001:db8::1]",
            "a_b",
            "xn--mnchen-3ya.example.",
        ] {
            assert!(is_taken("/", &[host]), "{host}");
        }
        for host in [
            "",
            " ",
            "a b",
            "a,b",
            "a@b",
            "a/b",
            "a?b",
            "a#b",
            "a:b",
            "a:",
            "a:99999",
            "a:-1",
            "a:+1",
            ":80",
            "::1",
            "[::1",
            "[::1]x",
            "[a]",
            "http://a",
            "a%2eb",
            "münchen.example",
            "a\tb",
            "a;b",
            "a\\b",
            "\"a\"",
        ] {
            assert!(!is_taken("/", &[host]), "{host:?}");
        }
        assert!(is_taken("/", &[]), "HTTP/1.0 knows none");
        assert!(!is_taken("/", &["a.example", "a.example"]), "twice the same is twice");
        assert!(!is_taken("/", &["a.example", "b.example"]));
        for (uri, host, taken) in [
            ("http://a.example/limits", "a.example", true),
            ("http://a.example:80/", "A.example", true),
            ("https://a.example/", "a.example:443", true),
            ("http://a.example/", "b.example", false),
            ("http://a.example:81/", "a.example", false),
            ("http://me@a.example/", "a.example", false),
        ] {
            assert_eq!(is_taken(uri, &[host]), taken, "{uri} {host}");
        }
    }
}
