use super::{Site, headers::is_private};
use crate::config::BaseUrl;
use axum::{
    extract::{FromRef, FromRequestParts, OriginalUri},
    http::request::Parts,
};
use std::convert::Infallible;

/// The moderator, editor or admin who makes the request; set by the guard of `/admin`.
#[derive(Debug, Clone)]
pub struct Staff {
    pub name: String,
    pub role: &'static str,
    /// Whether pages for editors are among the links.
    pub editor: bool,
    /// Whether pages for admins are among the links.
    pub admin: bool,
    /// Changes of people by others that an admin has not said to have seen.
    pub unseen: i64,
}

/// The data of the frame around every page.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// The path of the page, such as `/paths`.
    pub here: String,
    /// The page's one absolute address.
    pub canonical: String,
    /// The address to pass on, which may hold what a reader chose on the page.
    pub to_share: String,
    pub base_url: BaseUrl,
    pub demo: bool,
    pub staff: Option<Staff>,
}

impl Chrome {
    pub fn new(site: &Site, parts: &Parts) -> Self {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let here = uri.path().to_owned();
        // A private link is a key: no page of its own repeats it to machines.
        let public = if is_private(&here) { "/" } else { &here };
        let canonical = format!("{}{public}", site.base_url);
        let staff = parts.extensions.get::<Staff>().cloned();
        Self {
            here,
            to_share: canonical.clone(),
            canonical,
            base_url: site.base_url.clone(),
            demo: site.demo,
            staff,
        }
    }

    /// The frame of a page whose one address has a query, such as a filtered list.
    pub fn at(mut self, address: &str) -> Self {
        self.canonical = format!("{}{address}", self.base_url);
        self.to_share.clone_from(&self.canonical);
        self
    }

    /// The frame of a page that is passed on with more than its own address has.
    pub fn shared_as(mut self, address: &str) -> Self {
        self.to_share = format!("{}{address}", self.base_url);
        self
    }

    pub fn is_at(&self, section: &str) -> bool {
        self.here == section || self.here.strip_prefix(section).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Chrome
where
    Site: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::new(&Site::from_ref(state), parts))
    }
}
