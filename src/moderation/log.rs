use super::{
    bursts,
    draws::Draws,
    item::{ItemKind, reasons_in_words},
    months::{self, Month, Parity},
    queries,
};
use crate::{
    accounts::Role,
    limits::{self, Change},
    reports::MonthlyBand,
    values::{ClosedList as _, closed_list},
    web::{Chrome, Facet, Page, PageNumber, Paged, Query, Result, Row, View, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;
use time::OffsetDateTime;

/// How many changes of thresholds are shown, and how many signals of paths.
const MOST_CHANGES: i64 = 20;

/// What of the log is asked for; none of a kind means all.
#[derive(Debug, Default, Clone, Copy)]
pub struct Asked<'a> {
    pub action: Option<&'a str>,
    pub kind: Option<&'a str>,
    /// A path's slug.
    pub path: Option<&'a str>,
}

closed_list! {
    /// What the log tells of.
    pub enum Action {
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Refused",
        SecondReaderAsked = "second_reader_asked" => "Second reader asked",
        HeldForProof = "held_for_proof" => "Proof asked for",
        ProofChecked = "proof_checked" => "Proof looked at",
        Hidden = "hidden" => "Taken off the site for now",
        ShownAgain = "shown_again" => "Shown again",
        FlagUpheld = "flag_upheld" => "Flag found right",
        FlagDismissed = "flag_dismissed" => "Flag found without ground",
        Overturned = "overturned" => "Refusal overturned",
        Upheld = "upheld" => "Refusal upheld",
        Redacted = "redacted" => "A passage taken out by order",
        Undone = "undone" => "Undone",
        CountedUnread = "counted_unread" => "Counted, not read yet",
    }
}

/// A line of the log. It holds nobody's words.
#[derive(Debug)]
pub struct Event {
    pub at: OffsetDateTime,
    pub public_from: OffsetDateTime,
    /// Its number among the events that became public at the same moment, counted from 1. It never changes.
    pub place: i64,
    /// None of what nobody decided.
    pub role: Option<Role>,
    pub handle: String,
    pub kind: ItemKind,
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

impl Row for Event {
    fn total(&self) -> i64 {
        self.total
    }
}

#[derive(Debug, Template)]
#[template(path = "moderation/log.html")]
pub struct LogPage {
    chrome: Chrome,
    facets: Vec<Facet>,
    view: View,
    events: Paged<Event>,
    months: Vec<Month>,
    parity: Vec<Parity>,
    bursts: Vec<bursts::Signal>,
    draws: Draws,
    thresholds: Vec<(&'static str, String)>,
    changes: Vec<Change>,
}

/// `GET /log`: every decision, the newest first, with the figures of the last months.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<LogPage>> {
    let paths = queries::path_words(&db).await?;
    let facets = vec![
        Facet::of::<Action>("action", "Decision"),
        Facet::of::<ItemKind>("kind", "Kind"),
        Facet { key: "path", label: "Path", values: paths },
    ];
    let view = View::read("/log", &facets, &[], &query).unsearched().one_of_each(&facets);
    let one = |key: &str| view.selection.of(key).first().map(String::as_str);
    let asked = Asked { action: one("action"), kind: one("kind"), path: one("path") };
    let read = |offset| queries::events(&db, asked, PageNumber::SIZE, offset);
    let events = Paged::read(&view, read).await?;
    let bursts = queries::newest_signals(&db, MOST_CHANGES).await?;
    let draws = Draws::published(&db).await?;
    let thresholds = limits::thresholds(&db).await?.published();
    let changes = limits::changes(&db, MOST_CHANGES).await?;
    let (months, parity) = (months::last(&db).await?, months::parity(&db).await?);
    let chrome = chrome.at(&view.with_page(events.pager.page).url());
    Ok(Page(LogPage { chrome, facets, view, events, months, parity, bursts, draws, thresholds, changes }))
}
