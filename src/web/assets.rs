//! Style sheets, script, fonts and icon. Each address holds a hash of the content, so browsers keep a
//! file for a year and never ask again; a changed file has another address. In a template:
//! `{{ crate::web::assets::FIRST_BUCKET_CSS }}`. An asset that does not exist does not compile.

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

// One constant for each file in `assets/`, and `FILES`; written by `build/assets.rs`.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";

struct File {
    address: &'static str,
    media_type: &'static str,
    tag: &'static str,
    plain: &'static [u8],
    br: Option<&'static [u8]>,
    zstd: Option<&'static [u8]>,
}

/// `/assets/…` and `/favicon.ico`. Merge it at the root, outside of any layer that compresses.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{*file}", get(file)).route("/favicon.ico", get(favicon))
}

async fn file(address: Uri, headers: HeaderMap) -> Response {
    let Some(file) = FILES.iter().find(|file| file.address == address.path()) else {
        return not_found();
    };
    let (encoding, body) = file.best_for(&headers);
    let etag = format!("\"{}-{}\"", file.tag, encoding.unwrap_or("plain"));
    let known = header_of(&headers, header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &etag));
    let lasting = [
        (header::CACHE_CONTROL, FOR_A_YEAR.to_owned()),
        (header::VARY, "accept-encoding".to_owned()),
        (header::ETAG, etag),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, lasting).into_response();
    }
    let encoding = encoding.map(|encoding| [(header::CONTENT_ENCODING, encoding)]);
    (lasting, [(header::CONTENT_TYPE, file.media_type)], encoding, Bytes::from_static(body)).into_response()
}

/// Not kept: while a new version is rolled out, this may be a file that only the other version has.
fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "There is no such file.\n").into_response()
}

/// For browsers that ask for an icon by habit. Pages name the real one.
async fn favicon() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, FOR_A_DAY)], Redirect::temporary(ICON_SVG))
}

impl File {
    /// The smallest form that the client can read, with its `Content-Encoding`.
    fn best_for(&self, headers: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
        let accepted = header_of(headers, header::ACCEPT_ENCODING).unwrap_or_default();
        [("br", self.br), ("zstd", self.zstd)]
            .into_iter()
            .find_map(|(name, body)| Some((Some(name), body.filter(|_| accepts(accepted, name))?)))
            .unwrap_or((None, self.plain))
    }
}

fn header_of(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether `Accept-Encoding` names the encoding with a weight above zero.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|choice| {
        let (name, parameter) = choice.split_once(';').unwrap_or((choice, ""));
        let weight =
            parameter.trim().strip_prefix("q=").map_or(Ok(1.0), |weight| weight.trim().parse::<f32>());
        name.trim().eq_ignore_ascii_case(encoding) && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Whether `If-None-Match` names the tag. Proxies may have made it a weak one.
fn names(tags: &str, etag: &str) -> bool {
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
#[path = "../../build/squeeze.rs"]
mod squeeze;

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    async fn ask(method: &str, address: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        routes().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn encoding_for(address: &str, accepted: &str) -> Option<String> {
        let answer = ask("GET", address, &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.headers()[header::VARY], "accept-encoding");
        answer.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
    }

    async fn body(answer: Response) -> String {
        String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_file_is_kept_for_a_year_and_has_its_media_type() {
        let types = [
            (FIRST_BUCKET_CSS, "text/css; charset=utf-8"),
            (FIRST_BUCKET_JS, "text/javascript; charset=utf-8"),
            (ICON_SVG, "image/svg+xml; charset=utf-8"),
            (BESLEY_500_700_WOFF2, "font/woff2"),
        ];
        for (address, media_type) in types {
            let answer = ask("GET", address, &[]).await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers()[header::CONTENT_TYPE], media_type);
            assert_eq!(answer.headers()[header::CACHE_CONTROL], FOR_A_YEAR);
        }
    }

    #[tokio::test]
    async fn the_encoding_is_the_best_that_the_client_reads() {
        let cases = [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip, ZSTD;q=0.5", Some("zstd")),
            ("br;q=0, zstd ; q=0.1", Some("zstd")),
            ("br;q=0.000", None),
            ("br;q=much", None),
            ("brotli", None),
            ("", None),
        ];
        for (accepted, encoding) in cases {
            assert_eq!(encoding_for(FIRST_BUCKET_CSS, accepted).await.as_deref(), encoding, "{accepted}");
        }
        assert_eq!(
            encoding_for(BESLEY_500_700_WOFF2, "br, zstd").await,
            None,
            "fonts are compressed already"
        );
    }

    #[tokio::test]
    async fn a_head_request_has_the_length_and_no_body() {
        let answer = ask("HEAD", FIRST_BUCKET_JS, &[]).await;
        let length = ask("GET", FIRST_BUCKET_JS, &[]).await.headers()[header::CONTENT_LENGTH].clone();
        assert_eq!(answer.headers()[header::CONTENT_LENGTH], length);
        assert_eq!(body(answer).await, "");
    }

    #[tokio::test]
    async fn a_known_file_is_not_sent_again() {
        let etag = ask("GET", ICON_SVG, &[]).await.headers()[header::ETAG].to_str().unwrap().to_owned();
        for known in [etag.clone(), format!("\"other\", W/{etag}"), "*".to_owned()] {
            let answer = ask("GET", ICON_SVG, &[("if-none-match", &known)]).await;
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], FOR_A_YEAR);
        }
        let compressed = ask("GET", ICON_SVG, &[("if-none-match", &etag), ("accept-encoding", "br")]).await;
        assert_eq!(compressed.status(), StatusCode::OK, "another form has another tag");
    }

    #[tokio::test]
    async fn an_unknown_file_is_not_found_and_not_kept() {
        for address in ["/assets/first-bucket.css", "/assets/../Cargo.toml", "/assets/%00", "/assets/x/y"] {
            let answer = ask("GET", address, &[]).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{address}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        }
    }

    #[tokio::test]
    async fn the_old_icon_address_leads_to_the_icon() {
        let answer = ask("GET", "/favicon.ico", &[]).await;
        assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(answer.headers()[header::LOCATION], ICON_SVG);
    }

    #[tokio::test]
    async fn style_sheets_name_the_fonts_as_they_are_served() {
        let css = body(ask("GET", FIRST_BUCKET_CSS, &[]).await).await;
        for font in [BESLEY_500_700_WOFF2, PUBLIC_SANS_400_700_WOFF2] {
            let name = font.strip_prefix("/assets/").unwrap();
            assert!(css.contains(&format!("url({name})")), "{name}");
        }
    }

    #[test]
    fn style_sheets_and_fonts_stay_within_their_budgets() {
        let size = |addresses: &[&str]| -> usize {
            FILES.iter().filter(|file| addresses.contains(&file.address)).map(|file| file.plain.len()).sum()
        };
        assert!(size(&[FIRST_BUCKET_CSS]) <= 25_000);
        assert!(size(&[FIRST_BUCKET_CSS, FORMS_CSS]) <= 29_000);
        assert!(size(&[FIRST_BUCKET_CSS, FORMS_CSS, ADMIN_CSS]) <= 32_000);
        assert!(size(&[BESLEY_500_700_WOFF2, PUBLIC_SANS_400_700_WOFF2]) <= 50_000);
    }
}
