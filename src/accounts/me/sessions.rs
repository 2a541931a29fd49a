use super::super::{
    Member,
    event::{Act, By},
    queries, session,
};
use crate::{
    values::{PlaceId, SessionId},
    web::{Path, Result},
};
use axum::{
    extract::State,
    http::header::SET_COOKIE,
    response::{IntoResponse as _, Redirect, Response},
};
use sqlx::PgPool;

/// `POST /admin/me/sessions/{id}/end`: ends one of one's own sessions. Another's is as if it were over already.
pub async fn end_one(
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<SessionId>,
) -> Result<Response> {
    queries::end_own_session(&db, member.id, id).await?;
    if id == member.session {
        let forgotten = [(SET_COOKIE, session::forgotten()?)];
        return Ok((forgotten, Redirect::to("/admin/sign-in?done=ended")).into_response());
    }
    Ok(Redirect::to("/admin/me?done=ended").into_response())
}

/// `POST /admin/me/other-sessions/end`: ends all of one's own sessions but this one.
pub async fn end_others(member: Member, State(db): State<PgPool>) -> Result<Redirect> {
    let mut tx = db.begin().await?;
    queries::end_sessions_of(&mut *tx, member.id, Some(member.session)).await?;
    queries::note(&mut *tx, By::Account(member.id), member.id, Act::SessionsEnded, "but one").await?;
    tx.commit().await?;
    Ok(Redirect::to("/admin/me?done=others-ended"))
}

/// `POST /admin/me/places/{id}/forget`: from now on a browser or network of one's own is a stranger's.
pub async fn forget_place(
    member: Member,
    State(db): State<PgPool>,
    Path(id): Path<PlaceId>,
) -> Result<Redirect> {
    queries::forget_places(&db, member.id, Some(id)).await?;
    Ok(Redirect::to("/admin/me?done=forgotten"))
}
