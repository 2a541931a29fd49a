//! Which page a form was sent from, as far as its browser says. Over https each says it in `Sec-Fetch-Site`; over plain http
//! there is only `Origin`.

use super::{AppError, forms::Forms, problem::is_for_programs};
use crate::config::{BaseUrl, host_of, is_this_machine};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tower_http::csrf::ProtectionError;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// The refusal of a form whose browser does not say it.
pub const UNTOLD: AppError = AppError::Forbidden(
    "Your browser did not say which page this came from. Send it again from the page here; if that does not help, take this \
     site out of what hides the referrer in your browser.",
);

/// Refuses a form without a word on where it comes from, which no browser of today sends. Mail programs and whoever asks
/// the API need no browser.
pub async fn every_form_says_so(
    State((own, forms)): State<(BaseUrl, Forms)>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let writes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(&parts.method);
    let needs_no_browser = forms.is_by_mail(&parts) || is_for_programs(parts.uri.path());
    if writes && !needs_no_browser && !says_so(&own, &parts.headers) {
        return UNTOLD.into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

/// `null` is a word only over plain http, where a browser that hides the referrer sends nothing else.
fn says_so(own: &BaseUrl, headers: &HeaderMap) -> bool {
    let origin = says(headers, &header::ORIGIN).filter(|origin| *origin != "null" || !own.is_https());
    origin.or(says(headers, &SEC_FETCH_SITE)).is_some()
}

/// Whether this answers a form that another site's page sent, by its browser's own word.
pub fn is_forged(answer: &Response) -> bool {
    answer.extensions().get::<ProtectionError>().is_some()
}

/// Reads `Origin` for the check that follows, where the browser sends no `Sec-Fetch-Site`.
///
/// The site's own address is known even if a proxy has changed `Host`. `null` says nothing: it comes from a page whose
/// browser tells nobody where it is, ours or another's. It counts like no `Origin` at all, which is enough for whoever has
/// the private link in the address and for what nobody's cookie decides; the guard of `/admin` asks for more.
pub fn by_origin(own: &BaseUrl, mut request: Request) -> Request {
    let headers = request.headers_mut();
    if says(headers, &SEC_FETCH_SITE).is_some() {
        return request;
    }
    match says(headers, &header::ORIGIN) {
        Some("null") => {
            headers.remove(header::ORIGIN);
        }
        Some(origin) if *origin == **own => {
            headers.insert(SEC_FETCH_SITE, SAME_ORIGIN);
        }
        _ => {}
    }
    request
}

/// Whether the browser says where a form comes from.
pub fn is_told(headers: &HeaderMap) -> bool {
    says(headers, &SEC_FETCH_SITE).or(says(headers, &header::ORIGIN)).is_some()
}

/// Whether the browser keeps a cookie that is for secure connections only: the page came over https, or from the machine
/// that the browser runs on.
pub fn keeps_secure_cookies(own: &BaseUrl, headers: &HeaderMap) -> bool {
    let is_local = |authority: &str| is_this_machine(host_of(authority));
    match says(headers, &header::ORIGIN).and_then(|origin| origin.split_once("://")) {
        Some((scheme, authority)) => scheme == "https" || is_local(authority),
        // Browsers send `Sec-Fetch-Site` to such pages only.
        None => {
            let is_such = own.is_https() || says(headers, &SEC_FETCH_SITE).is_some();
            is_such || says(headers, &header::HOST).is_none_or(is_local)
        }
    }
}

fn says<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn headers(told: &[(&'static str, &'static str)]) -> HeaderMap {
        told.iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn an_origin_is_read_only_where_the_browser_says_nothing_else() {
        let own = "http://bucket.example:3000".parse().unwrap();
        for (told, site, origin) in [
            (&[("origin", "null")][..], None, None),
            (&[("origin", "null"), ("sec-fetch-site", "")], Some(""), None),
            (&[("origin", "null"), ("sec-fetch-site", "cross-site")], Some("cross-site"), Some("null")),
            (
                &[("origin", "http://bucket.example:3000")],
                Some("same-origin"),
                Some("http://bucket.example:3000"),
            ),
            (
                &[("origin", "http://bucket.example:3000"), ("sec-fetch-site", "same-site")],
                Some("same-site"),
                Some("http://bucket.example:3000"),
            ),
            (&[("origin", "http://bucket.example")], None, Some("http://bucket.example")),
            (&[("origin", "https://bucket.example:3000")], None, Some("https://bucket.example:3000")),
            (&[("origin", "null null")], None, Some("null null")),
        ] {
            let mut request = Request::new(Body::empty());
            *request.headers_mut() = headers(told);
            let read = by_origin(&own, request);
            let value = |name: &HeaderName| read.headers().get(name).map(|value| value.to_str().unwrap());
            assert_eq!((value(&SEC_FETCH_SITE), value(&header::ORIGIN)), (site, origin), "{told:?}");
        }
    }

    #[test]
    fn a_browser_keeps_secure_cookies_of_https_and_of_its_own_machine() {
        let (http, https) =
            ("http://bucket.example".parse().unwrap(), "https://bucket.example".parse().unwrap());
        for (own, told, keeps) in [
            (&http, &[("host", "bucket.example")][..], false),
            (&http, &[("host", "192.168.1.5:3000")], false),
            (&http, &[("host", "bucket.example"), ("origin", "null")], false),
            (&http, &[("host", "localhost:3000")], true),
            (&http, &[("host", "[::1]:3000")], true),
            (&http, &[("host", "bucket.example"), ("sec-fetch-site", "same-origin")], true),
            (&http, &[("host", "bucket.example"), ("origin", "https://bucket.example")], true),
            // As the reading of `Origin` above leaves it.
            (
                &http,
                &[
                    ("host", "bucket.example"),
                    ("origin", "http://bucket.example"),
                    ("sec-fetch-site", "same-origin"),
                ],
                false,
            ),
            (&https, &[("host", "bucket.example")], true),
            (&https, &[("host", "bucket.example"), ("origin", "http://bucket.example")], false),
            (&https, &[("host", "localhost:3000"), ("origin", "http://localhost:3000")], true),
        ] {
            assert_eq!(keeps_secure_cookies(own, &headers(told)), keeps, "{own} {told:?}");
        }
    }
}
