use crate::{
    accounts::Member,
    limits,
    mail::{self, Listed, Mail, Standing},
    state::AppState,
    submissions::address,
    values::Email,
    web::{Chrome, Errors, Form, FormData, Page, Query, Reader, Result, filters, refused},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;
use std::time::Duration;

/// How many letters are listed of each standing.
const MOST: i64 = 50;

/// How letters fare, and whether they arrive: for whoever runs the site.
#[derive(Debug, Template)]
#[template(path = "moderation/letters.html")]
struct LettersPage {
    chrome: Chrome,
    /// The mail server's name and port; none while none is set.
    server: Option<String>,
    letters: Vec<Listed>,
    /// Whether a mail server has just taken a letter to try.
    sent: bool,
    form: FormData,
    errors: Errors,
}

/// `GET /admin/letters`
pub async fn page(chrome: Chrome, State(state): State<AppState>, query: Query) -> Result<Response> {
    let page = LettersPage::of(chrome, &state.db, &state.mail, FormData::default()).await?;
    Ok(Page(LettersPage { sent: query.first("done") == Some("sent"), ..page }).into_response())
}

/// `POST /admin/letters`: sends a letter to try, while whoever asks for it waits. Limited like the questions that a visitor
/// may have sent.
pub async fn submit(
    chrome: Chrome,
    member: Member,
    State(state): State<AppState>,
    Form(form): Form,
) -> Result<Response> {
    let AppState { db, mail, limits, .. } = state;
    let mut reader = Reader::new(&form);
    let to = reader.parse("email", |typed| {
        if mail.is_on() {
            address(typed)
        } else {
            Err("No mail server is set, so nothing can be sent".to_owned())
        }
    });
    let mut errors = reader.errors;
    if let Some(to) = to {
        limits::spend_for(&db, limits.rate_ask, "test letter", &member.id.to_string()).await?;
        // Answered before the whole request is given up.
        let within = Duration::from_secs(limits.request_seconds.saturating_sub(1).max(1));
        match send(&mail, &member, &to, within).await? {
            Ok(()) => return Ok(Redirect::to("/admin/letters?done=sent").into_response()),
            Err(why) => errors.add("email", why),
        }
    }
    let page = LettersPage::of(chrome, &db, &mail, form).await?;
    Ok(refused(LettersPage { errors, ..page }))
}

async fn send(mail: &Mail, by: &Member, to: &Email, within: Duration) -> Result<Result<(), String>> {
    let sent = mail::send_test(mail, to, within).await.map_err(crate::web::AppError::Internal)?;
    let came_of_it = sent.as_ref().err().map_or("taken", String::as_str);
    tracing::info!(by = by.handle, to = mail::masked::address(to.as_str()), "a letter to try: {came_of_it}");
    Ok(sent)
}

impl LettersPage {
    async fn of(chrome: Chrome, db: &PgPool, mail: &Mail, form: FormData) -> Result<Self> {
        let letters = mail::listed(db, MOST).await?;
        let (sent, errors) = Default::default();
        Ok(Self { chrome, server: mail.server_name(), letters, sent, form, errors })
    }

    /// Each standing that a letter can have, and the letters that have it.
    fn groups(&self) -> Vec<(Standing, Vec<&Listed>)> {
        let of = |standing| self.letters.iter().filter(|letter| letter.standing == standing).collect();
        [Standing::Failed, Standing::Waiting, Standing::Unknown, Standing::Sent]
            .map(|standing| (standing, of(standing)))
            .to_vec()
    }
}
