use super::atom::{Entry, Feed, MOST};
use crate::{
    editing::{self, Edit, EditsQuery, FactChange},
    web::{Query, Result, Site},
};
use axum::extract::State;
use sqlx::PgPool;

/// `GET /corrections.atom`: what editors changed last, with the filters of its page.
pub async fn feed(query: Query, State(site): State<Site>, State(db): State<PgPool>) -> Result<Feed> {
    let view = editing::view(&editing::facets(&db).await?, &query).with_page(1);
    let edits = editing::edits(&db, &EditsQuery::of(&view), MOST, 0).await?;
    let here = view.url_at("/corrections.atom");
    let entries = edits.into_iter().map(Entry::from).collect();
    Ok(Feed::of(&site, &here, &view.url(), "corrections and updates", entries).without(&view.left_out))
}

impl From<Edit> for Entry {
    fn from(edit: Edit) -> Self {
        let facts: Vec<String> = edit.facts.iter().map(FactChange::said).collect();
        Self {
            name: format!("edit/{}", edit.id),
            title: format!("{}: {}", edit.cause, edit.name()),
            page: edit.history(),
            published: edit.at,
            updated: edit.at,
            text: format!("{}\n{}", edit.why, facts.join("\n")).trim_end().to_owned(),
            category: edit.category(),
        }
    }
}
