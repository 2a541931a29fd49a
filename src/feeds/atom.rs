use crate::web::{AppError, LeftOut, Site, filters};
use askama::{
    Template,
    filters::{Html, escape},
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use time::OffsetDateTime;

/// Entries of one feed, the newest.
pub const MOST: i64 = 50;

/// A feed by RFC 4287. Its words are escaped by the template; what XML cannot hold at all is replaced.
#[derive(Debug, Template)]
#[template(path = "feeds/feed.xml")]
pub struct Feed {
    base_url: String,
    /// The feed's own address.
    here: String,
    /// The page of the same things.
    page: String,
    id: String,
    title: String,
    /// The parts of the address that the feed does not know, in sentences.
    left_out: Vec<String>,
    updated: OffsetDateTime,
    entries: Vec<Entry>,
}

#[derive(Debug)]
pub struct Entry {
    /// The part of its name that never changes, such as `experience/7`.
    pub name: String,
    pub title: String,
    /// The address of its page.
    pub page: String,
    pub published: OffsetDateTime,
    pub updated: OffsetDateTime,
    /// The word and the label of its path.
    pub category: (String, String),
    pub text: String,
}

impl Feed {
    /// `here` and `page` are addresses on this site.
    pub fn of(site: &Site, here: &str, page: &str, title: &str, entries: Vec<Entry>) -> Self {
        let at = |path: &str| format!("{}{path}", site.base_url);
        let entries = entries.into_iter().map(|entry| Entry {
            name: tag(site, &entry.name),
            title: legal(&entry.title),
            page: at(&entry.page),
            text: markup(&legal(&entry.text)),
            ..entry
        });
        let entries: Vec<Entry> = entries.collect();
        Self {
            base_url: site.base_url.to_string(),
            here: at(here),
            page: at(page),
            id: tag(site, here.trim_start_matches('/')),
            title: if site.demo { format!("Invented sample data: {title}") } else { title.to_owned() },
            left_out: Vec::new(),
            updated: entries.iter().map(|entry| entry.updated).max().unwrap_or(OffsetDateTime::UNIX_EPOCH),
            entries,
        }
    }

    /// Says in the feed's subtitle what of its address it leaves out.
    pub fn without(self, left_out: &LeftOut) -> Self {
        Self { left_out: left_out.sentences().iter().map(|sentence| legal(sentence)).collect(), ..self }
    }
}

impl IntoResponse for Feed {
    fn into_response(self) -> Response {
        match self.render() {
            Ok(xml) => ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response(),
            Err(error) => AppError::Internal(error.into()).into_response(),
        }
    }
}

/// A name that stays the same for good, whatever addresses do (RFC 4151): it begins with the site's host, which was ours
/// in that year.
fn tag(site: &Site, name: &str) -> String {
    format!("tag:{},2026:{name}", site.host())
}

/// The text with a mark in place of every character that XML 1.0 cannot hold, not even escaped.
fn legal(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { '\u{fffd}' }).collect()
}

/// The text as HTML, in which its line ends stand: readers of feeds run the lines of plain text together.
fn markup(text: &str) -> String {
    escape(text, Html).map(|text| text.to_string().replace('\n', "<br>")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn feed(title: &str) -> String {
        let site = Site {
            base_url: "https://example.org:8443".parse().unwrap(),
            demo: false,
            hsts_subdomains: false,
            security_contact: None,
        };
        let entry = Entry {
            name: "experience/7".into(),
            title: title.into(),
            page: "/experiences/7".into(),
            published: OffsetDateTime::UNIX_EPOCH,
            updated: OffsetDateTime::UNIX_EPOCH,
            category: ("content-creation".into(), "Content creation".into()),
            text: title.into(),
        };
        Feed::of(&site, "/feeds/x.atom", "/x", "News", vec![entry]).render().unwrap()
    }

    #[test]
    fn a_name_begins_with_the_host_alone() {
        assert!(feed("A").contains("<id>tag:example.org,2026:experience/7</id>"), "{}", feed("A"));
    }

    #[test]
    fn a_summary_keeps_its_lines_and_nothing_in_it_is_markup() {
        let xml = feed("One & <b>two</b>\nthree");
        let read = roxmltree::Document::parse(&xml).unwrap();
        let summary = read.descendants().find(|node| node.has_tag_name("summary")).unwrap();
        assert_eq!(summary.attribute("type"), Some("html"));
        assert_eq!(summary.text(), Some("One &#38; &#60;b&#62;two&#60;/b&#62;<br>three"));
    }

    proptest! {
        #[test]
        fn no_words_break_a_feed(title in any::<String>()) {
            let xml = feed(&title);
            let read = roxmltree::Document::parse(&xml).unwrap();
            let entry = read.descendants().find(|node| node.has_tag_name("entry")).unwrap();
            let said = entry.children().find(|node| node.has_tag_name("title")).unwrap();
            let kept = legal(&title).replace("\r\n", "\n").replace('\r', "\n");
            prop_assert_eq!(said.text().unwrap_or_default(), kept);
        }
    }
}
