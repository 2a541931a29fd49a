use super::{
    export::Export,
    file::{DataFile, Format},
};
use crate::{
    limits,
    state::AppState,
    web::{AppError, Path, Result, Visitor},
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream::try_unfold;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Somebody else's file, or the visitor's own, may be done by then.
const TRY_AGAIN: Duration = Duration::from_secs(60);

/// `GET /data/{file}`: the file as of now, made while it is taken.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response> {
    let file = DataFile::find(&name).ok_or(AppError::NotFound)?;
    limits::spend(&state.db, state.limits.rate_download, "download", visitor).await?;
    let place = state.exports.clone().try_acquire_owned().map_err(|_| AppError::TooMany(TRY_AGAIN))?;
    let export = begin(&state, file, visitor).await?;
    let body = Body::from_stream(try_unfold((export, place), next));
    Ok((attachment(file.format, file.name), body).into_response())
}

/// One file at a time for each visitor, whichever copy of the program makes it.
async fn begin(state: &AppState, file: &'static DataFile, visitor: Visitor) -> Result<Export> {
    let patience = Duration::from_secs(state.limits.export_seconds);
    let mut export = Export::open(&state.db, file, patience).await?;
    let number = limits::number_of(&state.db, "one download at a time", visitor).await?;
    if export.hold(number).await? { Ok(export) } else { Err(AppError::TooMany(TRY_AGAIN)) }
}

type Taking = (Export, OwnedSemaphorePermit);

/// A failure breaks the connection off, so that nobody takes half a file for a whole one.
async fn next((mut export, place): Taking) -> anyhow::Result<Option<(Bytes, Taking)>> {
    let piece = export.next().await.inspect_err(|error| tracing::warn!("a download broke off: {error:#}"))?;
    let Some(piece) = piece else {
        export.close().await?;
        return Ok(None);
    };
    Ok(Some((piece, (export, place))))
}

/// Nothing that a browser opens by itself.
pub fn attachment(format: Format, name: &str) -> [(HeaderName, String); 4] {
    [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"first-bucket-{name}\"")),
        (header::LINK, format!("<{LICENCE}>; rel=\"license\"")),
        (HeaderName::from_static("x-robots-tag"), "noindex".to_owned()),
    ]
}
