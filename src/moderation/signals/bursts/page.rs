use super::{
    Reopened, Signal,
    exposed::{Exposed, exposed},
    find::{Arrival, Kind, NETWORK_DAYS, networks},
};
use crate::{
    accounts::Member,
    clock,
    moderation::queries,
    values::{Prose, SignalId},
    web::{Chrome, Errors, Form, FormData, Page, Path, Query, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// How many of those behind a signal are listed, the newest first.
const MOST: usize = 200;

/// The open signals of paths, each with its timing and the networks behind it, and what was noticed of published reports.
#[derive(Debug, Template)]
#[template(path = "moderation/bursts.html")]
pub struct BurstsPage {
    chrome: Chrome,
    open: Vec<Open>,
    reopened: Vec<Reopened>,
    /// How hard the figures of each path are to fake.
    exposed: Vec<Exposed>,
    /// The signal that the form below was sent for.
    refused: Option<SignalId>,
    form: FormData,
    errors: Errors,
    notice: Option<&'static str>,
}

/// An open signal with what is behind it.
#[derive(Debug)]
pub struct Open {
    pub signal: Signal,
    pub behind: Vec<Behind>,
}

/// One arrival, with a letter that stands for its network on this page.
#[derive(Debug)]
pub struct Behind {
    pub arrival: Arrival,
    /// "A" is the network that most came from; empty where it is not known any more.
    pub network: String,
}

/// `GET /admin/bursts`
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<BurstsPage>> {
    let notice = match query.first("done") {
        Some("closed") => Some("The signal is closed, and the log says so."),
        Some("gone") => Some("Somebody else has closed that signal meanwhile; nothing was changed."),
        _ => None,
    };
    let page = BurstsPage::of(chrome, &db, None, FormData::default(), Errors::default()).await?;
    Ok(Page(BurstsPage { notice, ..page }))
}

/// `POST /admin/bursts/{id}/closing`: closes a signal with a reason, which everybody reads in the log. What waits already
/// keeps its second reader.
pub async fn close(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<SignalId>,
    Form(form): Form,
) -> Result<Response> {
    let mut reader = Reader::new(&form);
    let why = reader.parse("why", |typed| Prose::<10, 500>::parse(typed, "The reason"));
    let errors = reader.errors;
    let Some(why) = why else {
        return Ok(refused(BurstsPage::of(chrome, &db, Some(id), form, errors).await?));
    };
    let done = if queries::close_signal(&db, id, &member, why.as_str()).await? { "closed" } else { "gone" };
    Ok(Redirect::to(&format!("/admin/bursts?done={done}")).into_response())
}

impl BurstsPage {
    async fn of(
        chrome: Chrome,
        db: &PgPool,
        refused: Option<SignalId>,
        form: FormData,
        errors: Errors,
    ) -> Result<Self> {
        let mut open = Vec::new();
        let newest_first = queries::signals(db, queries::open_count(db).await?).await?;
        for signal in newest_first.into_iter().rev().filter(|signal| signal.closed_at.is_none()) {
            let from = (signal.since - time::Duration::seconds(1)).max(clock::machine_now() - NETWORK_DAYS);
            let arrivals = queries::arrivals(db, signal.path_id, from).await?;
            open.push(Open { behind: behind(signal.kind, arrivals), signal });
        }
        let (reopened, exposed) = (queries::noticed_since(db).await?, exposed(db).await?);
        Ok(Self { chrome, open, reopened, exposed, refused, form, errors, notice: None })
    }

    fn is_refused(&self, signal: &SignalId) -> bool {
        self.refused == Some(*signal)
    }
}

/// Those of the signal's kind, the newest first; of one network, those of the busiest.
fn behind(kind: Kind, arrivals: Vec<Arrival>) -> Vec<Behind> {
    let is_of_kind = |one: &Arrival| kind == Kind::OneNetwork || one.kind == kind;
    let mut came: Vec<Arrival> = arrivals.into_iter().filter(is_of_kind).collect();
    let mut ranked: Vec<(usize, i64)> =
        networks(&came).into_iter().map(|(number, count)| (count, number)).collect();
    ranked.sort_by_key(|(count, number)| (std::cmp::Reverse(*count), *number));
    came.reverse();
    let letter = |number: Option<i64>| {
        let place = ranked.iter().position(|(_, known)| Some(*known) == number);
        place.map_or_else(String::new, letters)
    };
    let listed = came.into_iter().map(|arrival| Behind { network: letter(arrival.number), arrival });
    listed.take(MOST).collect()
}

/// A, B … Z, A2, B2 …
fn letters(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if place < 26 { letter.to_string() } else { format!("{letter}{}", place / 26 + 1) }
}
