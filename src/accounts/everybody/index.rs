use super::super::{
    Member, Name, Role,
    changes::{self, Link, Refusal},
    event::By,
    queries::{self, Person},
};
use super::obstacle_to_changes;
use crate::{
    state::AppState,
    values::{ClosedList as _, Word},
    web::{Chrome, Errors, Form, FormData, Page, Query, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;

#[derive(Debug, Template)]
#[template(path = "accounts/people.html")]
pub struct PeoplePage {
    chrome: Chrome,
    people: Vec<Person>,
    roles: &'static [Word],
    /// The name of who was just invited, and the link to give them.
    invited: Option<(String, Link)>,
    form: FormData,
    errors: Errors,
}

impl PeoplePage {
    async fn of(chrome: Chrome, db: &PgPool) -> Result<Self> {
        let (people, roles) = (queries::people(db, None).await?, Role::WORDS);
        let (form, errors) = Default::default();
        Ok(Self { chrome, people, roles, invited: None, form, errors })
    }
}

/// Fields of the form to invite somebody.
const FIELDS: [&str; 2] = ["name", "role"];

/// `GET /admin/people`: everybody, and a form to invite somebody, which may be filled in already.
pub async fn page(chrome: Chrome, State(db): State<PgPool>, query: Query) -> Result<Page<PeoplePage>> {
    let mut page = PeoplePage::of(chrome, &db).await?;
    for field in FIELDS {
        if let Some(given) = query.first(field) {
            page.form.set(field, given);
        }
    }
    Ok(Page(page))
}

/// `POST /admin/people`: makes an account; its link is shown in the answer and never again.
pub async fn add(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    Form(form): Form,
) -> Result<Response> {
    let filled_in = serde_html_form::to_string(FIELDS.map(|field| (field, form.value(field))));
    if let Some(first) =
        obstacle_to_changes(&member, &format!("/admin/people?{}", filled_in.unwrap_or_default()))
    {
        return Ok(first);
    }
    let errors = match read(&form) {
        Ok((name, role)) => match changes::add(&state, By::Account(member.id), &name, role).await {
            Ok((_, link)) => {
                let page = PeoplePage::of(chrome, &state.db).await?;
                let invited = Some((name.to_string(), link));
                return Ok(Page(PeoplePage { invited, ..page }).into_response());
            }
            Err(Refusal::Failed(error)) => return Err(error),
            Err(refusal) => Errors::one("name", refusal.to_string()),
        },
        Err(errors) => errors,
    };
    let page = PeoplePage::of(chrome, &state.db).await?;
    Ok(refused(PeoplePage { form, errors, ..page }))
}

fn read(form: &FormData) -> Result<(Name, Role), Errors> {
    let mut reader = Reader::new(form);
    let name = reader.parse("name", |typed| {
        typed.parse().map_err(|_| {
            "A name is 2 to 32 small letters, digits, dots, hyphens and underscores, a letter first"
                .to_owned()
        })
    });
    let role = reader.choice("role", "Choose what they may do");
    name.zip(role).ok_or(reader.errors)
}
