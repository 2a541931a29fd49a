use super::{pending, session};
use crate::web::Result;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// `POST /admin/sign-out`: the session is over for every copy of the program, and the browser forgets it. That the browser
/// is known it keeps: it opens nothing, and lets its owner in while others try passwords.
pub async fn sign_out(State(db): State<PgPool>, headers: HeaderMap) -> Result<Response> {
    session::end(&db, &headers).await?;
    let forget = AppendHeaders([
        (header::SET_COOKIE, session::forgotten()?),
        (header::SET_COOKIE, pending::forgotten()?),
        (HeaderName::from_static("clear-site-data"), HeaderValue::from_static(r#""storage""#)),
    ]);
    Ok((forget, Redirect::to("/admin/sign-in?done=signed-out")).into_response())
}
