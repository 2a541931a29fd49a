use super::super::{event::Event, queries};
use crate::web::{Chrome, Page, PageNumber, Paged, Query, Result, Row, View, filters};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "accounts/people_log.html")]
pub struct PeopleLogPage {
    chrome: Chrome,
    view: View,
    events: Paged<Event>,
}

impl Row for Event {
    fn total(&self) -> i64 {
        self.total
    }
}

/// `GET /admin/people/log`: every change of people, the newest first.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<PeopleLogPage>> {
    let view = View::read("/admin/people/log", &[], &[], &query).unsearched();
    let read = |offset| queries::account_events(&db, None, PageNumber::SIZE, offset);
    let events = Paged::read(&view, read).await?;
    Ok(Page(PeopleLogPage { chrome, view, events }))
}
