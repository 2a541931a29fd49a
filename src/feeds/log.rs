use super::atom::{Entry, Feed, MOST};
use crate::{
    moderation::{self, Asked, Event},
    web::{Result, Site},
};
use axum::extract::State;
use sqlx::PgPool;

/// `GET /feeds/log.atom`: the decisions that readers may know of, the newest first.
pub async fn feed(State(site): State<Site>, State(db): State<PgPool>) -> Result<Feed> {
    let events = moderation::events(&db, Asked::default(), MOST, 0).await?;
    let entries = events.into_iter().map(Entry::from).collect();
    Ok(Feed::of(&site, "/feeds/log.atom", "/log", "moderation log", entries))
}

impl From<Event> for Entry {
    /// Tells no more of the time than the log does: what was not published has the moment at which its week became public.
    fn from(event: Event) -> Self {
        let since = event.public_from;
        Self {
            name: format!("log/{}/{}", since.unix_timestamp_nanos() / 1_000, event.place),
            title: format!("{}: {}", event.action, event.path_name),
            page: event.experience_id.map_or("/log".to_owned(), |id| format!("/experiences/{id}")),
            published: since,
            updated: since,
            text: told(&event),
            category: (event.path_slug, event.path_name),
        }
    }
}

fn told(event: &Event) -> String {
    let who = match event.role {
        Some(role) => format!("{}, by {}, {role}.", event.when(), event.handle),
        None => format!("{}.", event.when()),
    };
    let reasons = event.reasons();
    let reasons = if reasons.is_empty() { reasons } else { format!(" Reason: {reasons}.") };
    let class = event.class();
    let class = if class.is_empty() { String::new() } else { format!(" Outcome told: {class}.") };
    format!("{who}{reasons}{class}")
}
