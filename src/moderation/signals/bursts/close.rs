use super::page::BurstsPage;
use crate::{
    accounts::Member,
    moderation::queries,
    values::{Prose, SignalId},
    web::{Chrome, Form, FormData, Path, Reader, Result, refused},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// `POST /admin/bursts/{id}/closing`: closes a signal with a reason, which everybody reads in the log. What waits already
/// keeps its second reader.
pub async fn close(
    chrome: Chrome,
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<SignalId>,
    Form(form): Form,
) -> Result<Response> {
    let why = match read(&form) {
        Ok(why) => why,
        Err(errors) => {
            return Ok(refused(BurstsPage::of(chrome, &db, Some(id), form, errors).await?));
        }
    };
    let done = if queries::close_signal(&db, id, &member, &why).await? { "closed" } else { "gone" };
    Ok(Redirect::to(&format!("/admin/bursts?done={done}")).into_response())
}

fn read(form: &FormData) -> Result<String, crate::web::Errors> {
    let mut reader = Reader::new(form);
    let why = reader.parse("why", |typed| Prose::<10, 500>::parse(typed, "The reason"));
    why.map(Prose::into_string).ok_or(reader.errors)
}
