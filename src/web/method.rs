//! The name of a request's method in the log.

use axum::http::Method;

/// The method's name if it is one of HTTP's own: a client may send any word of any length in its place.
pub fn known(method: &Method) -> &'static str {
    const OWN: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"];
    OWN.into_iter().find(|own| *own == method.as_str()).unwrap_or("another")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_methods_of_http_are_named() {
        assert_eq!(known(&Method::POST), "POST");
        for typed in ["post", "Mueller", &"M".repeat(60_000)] {
            assert_eq!(known(&Method::from_bytes(typed.as_bytes()).unwrap()), "another");
        }
    }
}
