use super::queries;
use crate::{
    submissions::Link,
    web::{AppError, Result},
};
use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use sqlx::PgPool;

/// `GET /m/{secret}/data.json`: everything that we hold of a report, for whoever holds its link.
pub async fn file(link: Link, State(db): State<PgPool>) -> Result<Response> {
    let held = queries::own_data(&db, link.submission.id).await?.ok_or(AppError::NotFound)?;
    let name = format!("attachment; filename=\"first-bucket-{}.json\"", link.submission.reference);
    Ok(([(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)], held.to_string())
        .into_response())
}
