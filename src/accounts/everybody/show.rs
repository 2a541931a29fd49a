use super::super::{
    Member, Role,
    changes::Link,
    event::Event,
    queries::{self, Person},
};
use crate::{
    state::AppState,
    values::{AccountId, ClosedList as _, Word},
    web::{AppError, Chrome, Errors, FormData, Page, Path, Query, Result, filters},
};
use askama::Template;
use axum::extract::State;
use sqlx::PgPool;

/// Lines of the log that are shown with somebody; the rest is in the log.
const LATEST: i64 = 10;

#[derive(Debug, Template)]
#[template(path = "accounts/person.html")]
pub struct PersonPage {
    chrome: Chrome,
    person: Person,
    /// Whether it is the admin's own.
    own: bool,
    roles: &'static [Word],
    events: Vec<Event>,
    link: Option<Link>,
    notice: Option<&'static str>,
    form: FormData,
    pub errors: Errors,
}

impl PersonPage {
    pub async fn of(chrome: Chrome, db: &PgPool, member: &Member, id: AccountId) -> Result<Self> {
        let person = queries::people(db, Some(id)).await?.pop().ok_or(AppError::NotFound)?;
        let events = queries::account_events(db, Some(id), LATEST, 0).await?;
        let mut form = FormData::default();
        form.set("role", person.role.word());
        let (own, roles) = (person.id == member.id, Role::WORDS);
        let (link, notice, errors) = Default::default();
        Ok(Self { chrome, person, own, roles, events, link, notice, form, errors })
    }

    /// The page with a set-up link that was just made.
    pub fn with(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }
}

/// `GET /admin/people/{id}`: one of the people, with what an admin can change.
pub async fn page(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    Path(id): Path<AccountId>,
    query: Query,
) -> Result<Page<PersonPage>> {
    let page = PersonPage::of(chrome, &state.db, &member, id).await?;
    let notice = match query.first("done") {
        Some("role") => Some("The role is changed. It counts from their next request on."),
        Some("closed") => Some("The account is closed and its sessions are over."),
        Some("reopened") => Some("The account is open again."),
        Some("ended") => Some("Their sessions are over."),
        _ => None,
    };
    Ok(Page(PersonPage { notice, ..page }))
}
