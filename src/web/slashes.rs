//! An address with a slash at its end, or two in a row, leads to the page that was meant.

use super::{AppError, Listed};
use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use std::sync::Arc;

/// The addresses of every page, as routes have them: `/paths/{slug}`.
#[derive(Debug, Clone)]
pub struct Pages(Arc<[String]>);

impl Pages {
    pub fn of(listed: &[Listed]) -> Self {
        Self(listed.iter().filter(|route| route.method == "GET").map(|route| route.path.clone()).collect())
    }

    /// The answer to a request that no route knows.
    pub fn answer(&self, request: &Request) -> Response {
        let is_reading = [Method::GET, Method::HEAD].contains(request.method());
        let meant = self.meant(request.uri().path()).filter(|_| is_reading);
        let location = meant.and_then(|path| {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            HeaderValue::try_from(path + &query).ok()
        });
        match location {
            Some(location) => {
                (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response()
            }
            None => AppError::NotFound.into_response(),
        }
    }

    /// The page of the same name without slashes too many; it is always one of this site.
    fn meant(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let meant = format!("/{}", parts.join("/"));
        let is_ours = meant != path && !meant.contains('\\') && self.0.iter().any(|page| fits(page, &parts));
        is_ours.then_some(meant)
    }
}

fn fits(page: &str, parts: &[&str]) -> bool {
    let known: Vec<&str> = page.split('/').filter(|part| !part.is_empty()).collect();
    known.len() == parts.len()
        && known.iter().zip(parts).all(|(known, part)| known.starts_with('{') || known == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_one_of_our_pages_without_its_slashes_leads_anywhere() {
        let pages = ["/", "/paths", "/paths/{slug}", "/paths/{slug}/history", "/feeds/log.atom"];
        let pages = Pages(pages.iter().map(|page| (*page).to_owned()).collect());
        for (asked, meant) in [
            ("/paths/", Some("/paths")),
            ("//paths", Some("/paths")),
            ("/paths//consulting///history/", Some("/paths/consulting/history")),
            ("/paths/a%2Fb/", Some("/paths/a%2Fb")),
            ("/feeds/log.atom/", Some("/feeds/log.atom")),
            ("//", Some("/")),
            ("/paths", None),
            ("//evil.com/", None),
            ("///evil.com", None),
            ("/evil.com/", None),
            ("/\\evil.com/", None),
            ("/paths/\\evil.com/", None),
            ("/paths/consulting/history/more/", None),
        ] {
            assert_eq!(pages.meant(asked).as_deref(), meant, "{asked}");
        }
    }
}
