use super::{FlagState, link::FlagLink};
use crate::web::{Chrome, Page, filters};
use askama::Template;

/// How a flag stands, for whoever sent it.
#[derive(Debug, Template)]
#[template(path = "flags/status.html")]
pub struct StatusPage {
    chrome: Chrome,
    link: FlagLink,
}

/// `GET /f/{secret}`
pub async fn page(link: FlagLink, chrome: Chrome) -> Page<StatusPage> {
    Page(StatusPage { chrome, link })
}

impl StatusPage {
    fn url(&self, page: &str) -> String {
        self.link.url(page)
    }

    fn title(&self) -> &'static str {
        match (self.link.flag.state, self.link.flag.is_read) {
            (FlagState::Open, false) => "We have your flag",
            (FlagState::Open, true) => "A moderator is reading your flag",
            (FlagState::Upheld, _) => "You were right: your flag was upheld",
            (FlagState::Dismissed, _) => "Your flag was not upheld",
        }
    }

    fn is_open(&self) -> bool {
        self.link.flag.state == FlagState::Open
    }
}
