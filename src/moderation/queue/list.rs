use super::{
    done::Done,
    item::{ItemKind, LastDecision, Waiting},
};
use crate::{
    accounts::Member,
    clock,
    limits::{self, Threshold},
    moderation::{
        queries::{self, Backlog, Narrowed},
        signals::Rule,
    },
    paths,
    reports::MonthlyBand,
    values::{ClosedList as _, Word},
    web::{Chrome, Facet, Page, PageNumber, Paged, Query, Result, Row, View, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

const AGES: [Word; 3] = [("24", "Over a day"), ("72", "Over 3 days"), ("168", "Over a week")];
/// What can wait besides the kinds: the same things, narrowed by how they wait.
const WAITS: [Word; 3] = [("appeal", "Appeal"), ("suspected", "Suspected spam"), ("proof", "Proof")];
const MINE: [Word; 1] = [("yes", "Claimed by you")];

#[derive(Debug, Template)]
#[template(path = "moderation/queue.html")]
pub struct QueuePage {
    chrome: Chrome,
    backlog: Backlog,
    facets: Vec<Facet>,
    view: View,
    waiting: Paged<Waiting>,
    last: Option<LastDecision>,
    /// How many signals of paths are open.
    bursts: i64,
    notice: Option<Done>,
}

impl Row for Waiting {
    fn total(&self) -> i64 {
        self.total
    }
}

impl QueuePage {
    /// How the queue stands: "9 waiting. Oldest: 2 days. Half are decided within 20 hours."
    fn summary(&self) -> String {
        let span = |seconds: f64| filters::span_in_words(time::Duration::seconds_f64(seconds));
        let oldest = self.backlog.oldest.map(|at| (clock::machine_now() - at).as_seconds_f64());
        let parts = [
            Some(format!("{} waiting.", self.backlog.waiting)),
            oldest.map(|seconds| format!("Oldest: {}.", span(seconds))),
            self.backlog.median_seconds.map(|seconds| format!("Half are decided within {}.", span(seconds))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// `GET /admin`: what waits, own leases on top, then the oldest.
pub async fn page(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    query: Query,
) -> Result<Page<QueuePage>> {
    let facets = facets(path_facet(&db).await?);
    let view = View::read("/admin", &facets, &[], &query).unsearched().one_of_each(&facets);
    let narrowed = narrowed(&view);
    let read = |offset| queries::waiting(&db, member.id, &narrowed, PageNumber::SIZE, offset);
    let waiting = Paged::read(&view, read).await?;
    let backlog = queries::backlog(&db).await?;
    let notice = query.first("done").and_then(Done::from_word);
    let last = last_decision(&db, &member).await?;
    let bursts = queries::open_count(&db).await?;
    Ok(Page(QueuePage { chrome, backlog, facets, view, waiting, last, bursts, notice }))
}

/// What this moderator decided last, while it may be taken back.
pub async fn last_decision(db: &PgPool, member: &Member) -> sqlx::Result<Option<LastDecision>> {
    let within = limits::thresholds(db).await?.of(Threshold::UndoMinutes);
    queries::last_decision(db, member.id, within).await
}

/// The paths, to narrow a list by one of them.
pub async fn path_facet(db: &PgPool) -> sqlx::Result<Facet> {
    let paths = paths::options(db).await?.into_iter();
    let values = paths.map(|path| (path.slug.to_string(), path.name)).collect();
    Ok(Facet { key: "path", label: "Path", values })
}

fn facets(path: Facet) -> Vec<Facet> {
    let mut kind = Facet::of::<ItemKind>("kind", "Kind");
    kind.values.extend(Facet::from_words("", "", &WAITS).values);
    vec![
        kind,
        path,
        Facet::of::<MonthlyBand>("outcome", "Outcome"),
        Facet::from_words("age", "Waiting", &AGES),
        Facet::of::<Rule>("signal", "Signal"),
        Facet::from_words("mine", "Claim", &MINE),
    ]
}

/// The queue's filters take one value each.
fn narrowed(view: &View) -> Narrowed<'_> {
    let one = |key: &str| view.selection.of(key).first().map(String::as_str);
    Narrowed {
        kind: one("kind"),
        path: one("path"),
        outcome_class: one("outcome"),
        older_than_hours: one("age").and_then(|hours| hours.parse().ok()),
        rule: one("signal"),
        mine: one("mine").is_some(),
    }
}
