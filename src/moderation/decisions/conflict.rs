use crate::{
    moderation::{Item, queries},
    submissions::ReviewState,
    values::ItemId,
    web::{Chrome, FormData, Page, Result, filters},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "moderation/conflict.html")]
struct ConflictPage {
    chrome: Chrome,
    id: ItemId,
    /// None when its author erased it.
    item: Option<Item>,
    form: FormData,
    /// If it was to be undone, as opposed to decided: within which time that is possible, in words.
    undo_within: Option<String>,
}

impl ConflictPage {
    fn headline(&self) -> String {
        match &self.item {
            Some(_) if self.undo_within.is_some() => "This can no longer be undone".to_owned(),
            None => "Whoever sent this has erased it".to_owned(),
            Some(Item { state: ReviewState::Withdrawn, .. }) => {
                "The author has replaced or taken back this report".to_owned()
            }
            Some(item) if self.takes_two_by_now(item) => "Two people must approve this one by now".to_owned(),
            Some(Item { state: ReviewState::Claimed, claimer: Some(name), .. }) => {
                format!("{name} is reading this report now")
            }
            Some(Item { state: ReviewState::Appealed, .. }) => "Your claim on this appeal is over".to_owned(),
            Some(Item { decider: Some(name), .. }) => {
                format!("{name} decided this one while you were reading")
            }
            Some(_) => "Your claim on this report is over".to_owned(),
        }
    }

    /// Whether it is still in the hands of whoever decided, and was to be approved by one.
    fn takes_two_by_now(&self, item: &Item) -> bool {
        let own = self.chrome.staff.as_ref().is_some_and(|staff| item.claimer.as_ref() == Some(&staff.name));
        own && item.is_first_of_two()
    }
}

/// A decision that came too late, or with `undo_within` one that can no longer be taken back: 409, with what happened
/// meanwhile, and with the moderator's own words.
pub async fn answer(
    chrome: Chrome,
    db: &PgPool,
    id: ItemId,
    form: FormData,
    undo_within: Option<String>,
) -> Result<Response> {
    let item = queries::item(db, id).await?;
    let page = Page(ConflictPage { chrome, id, item, form, undo_within });
    Ok((StatusCode::CONFLICT, page).into_response())
}
