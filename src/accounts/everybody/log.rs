use super::super::{event::Event, queries};
use crate::web::{Chrome, Page, PageNumber, Pager, Query, Result, filters};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "accounts/people_log.html")]
pub struct PeopleLogPage {
    chrome: Chrome,
    events: Vec<Event>,
    pager: Pager,
}

/// `GET /admin/people/log`: every change of people, the newest first.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<PeopleLogPage>> {
    let page = PageNumber::read(query.first("page"));
    let events = queries::account_events(&db, None, PageNumber::SIZE, page.offset()).await?;
    let total = events.first().map_or(0, |event| event.total);
    let pager = Pager::new(page, total, |n| format!("/admin/people/log?page={n}"));
    Ok(Page(PeopleLogPage { chrome, events, pager }))
}
