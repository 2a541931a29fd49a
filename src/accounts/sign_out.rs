use super::session;
use crate::web::Result;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// `POST /admin/sign-out`: the session is over for every copy of the program, and the browser forgets it.
pub async fn sign_out(State(db): State<PgPool>, headers: HeaderMap) -> Result<Response> {
    session::end(&db, &headers).await?;
    let forget = [
        (header::SET_COOKIE, session::forgotten()?),
        (HeaderName::from_static("clear-site-data"), HeaderValue::from_static(r#""cookies", "storage""#)),
    ];
    Ok((forget, Redirect::to("/admin/sign-in?done=signed-out")).into_response())
}
