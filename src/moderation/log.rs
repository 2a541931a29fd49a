use super::{
    item::reasons_in_words,
    months::{self, Month, Parity},
    queries,
};
use crate::{
    accounts::Role,
    submissions::MonthlyBand,
    values::{ClosedList as _, closed_list},
    web::{Chrome, Facet, Page, PageNumber, Pager, Query, Result, View},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::OffsetDateTime;

closed_list! {
    /// What the log tells of.
    pub enum Action {
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Refused",
        SecondReaderAsked = "second_reader_asked" => "Second reader asked",
        Hidden = "hidden" => "Taken off the site for now",
        Overturned = "overturned" => "Refusal overturned",
        Upheld = "upheld" => "Refusal upheld",
        Undone = "undone" => "Undone",
    }
}

/// A line of the log. It holds nobody's words.
#[derive(Debug)]
pub struct Event {
    pub at: OffsetDateTime,
    pub public_from: OffsetDateTime,
    /// Its number among the events that became public at the same moment, counted from 1. It never changes.
    pub place: i64,
    pub role: Role,
    pub handle: String,
    pub action: Action,
    pub reason_codes: Vec<String>,
    pub path_name: String,
    pub path_slug: String,
    pub outcome_class: String,
    /// Only while readers can see it.
    pub experience_id: Option<i64>,
    /// Whether it led to something published. What did not is told with its week only.
    pub published: bool,
    /// How many events there are under the same filters.
    pub total: i64,
}

impl Event {
    /// The day, or the week of what was not published.
    pub fn when(&self) -> String {
        let date = if self.published { self.at } else { self.public_from - time::Duration::days(7) }.date();
        let day = format!("{} {} {}", date.day(), date.month(), date.year());
        if self.published { day } else { format!("Week of {day}") }
    }

    pub fn reasons(&self) -> String {
        reasons_in_words(&self.reason_codes).join(", ")
    }

    /// The outcome's class in words; empty if there is none.
    pub fn class(&self) -> &'static str {
        MonthlyBand::from_word(&self.outcome_class).map_or("", MonthlyBand::label)
    }
}

#[derive(Debug, Template)]
#[template(path = "moderation/log.html")]
pub struct LogPage {
    chrome: Chrome,
    facets: Vec<Facet>,
    view: View,
    events: Vec<Event>,
    pager: Pager,
    months: Vec<Month>,
    parity: Vec<Parity>,
}

/// `GET /log`: every decision, the newest first, with the figures of the last months.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<LogPage>> {
    let paths = queries::path_words(&db).await?;
    let facets =
        vec![Facet::of::<Action>("action", "Decision"), Facet { key: "path", label: "Path", values: paths }];
    let view = View::read("/log", &facets, &[], &query);
    let one = |key: &str| view.selection.of(key).first().map(String::as_str);
    let events =
        queries::events(&db, one("action"), one("path"), PageNumber::SIZE, view.page.offset()).await?;
    let (months, parity) = (months::last(&db).await?, months::parity(&db).await?);
    let pager = view.pager(events.first().map_or(0, |event| event.total));
    let chrome = chrome.at(&view.url());
    Ok(Page(LogPage { chrome, facets, view, events, pager, months, parity }))
}
