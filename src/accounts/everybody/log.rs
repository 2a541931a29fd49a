use super::super::{Member, event::Event, queries};
use crate::{
    values::EventId,
    web::{Chrome, Form, Page, PageNumber, Paged, Query, Result, Row, View, filters},
};
use askama::Template;
use axum::{extract::State, response::Redirect};
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "accounts/people_log.html")]
pub struct PeopleLogPage {
    chrome: Chrome,
    view: View,
    events: Paged<Event>,
    /// How many of them others made that the admin has not said to have seen.
    unseen: i64,
    /// The number of the newest.
    last: EventId,
}

impl Row for Event {
    fn total(&self) -> i64 {
        self.total
    }
}

/// `GET /admin/people/log`: every change of people, the newest first.
pub async fn page(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    query: Query,
) -> Result<Page<PeopleLogPage>> {
    let view = View::read("/admin/people/log", &[], &[], &query).unsearched();
    let read = |offset| queries::account_events(&db, None, PageNumber::SIZE, offset);
    let events = Paged::read(&view, read).await?;
    let (unseen, last) = (member.unseen, queries::last_event(&db).await?);
    Ok(Page(PeopleLogPage { chrome, view, events, unseen, last }))
}

/// `POST /admin/people/log/seen`: the admin has seen every change up to the one of this number.
pub async fn seen(member: Member, State(db): State<PgPool>, Form(form): Form) -> Result<Redirect> {
    if let Ok(last) = form.value("last").parse() {
        queries::note_seen(&db, member.id, last).await?;
    }
    Ok(Redirect::to("/admin/people/log"))
}
