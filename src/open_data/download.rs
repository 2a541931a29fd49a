use super::{
    export::Export,
    file::{DataFile, Format},
    pace::{self, Pace},
};
use crate::{
    config::Limits,
    limits,
    state::AppState,
    web::{AppError, Path, Result, Visitor},
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream::try_unfold;
use std::time::Duration;

pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Somebody else's file, or the visitor's own, may be done by then.
const TRY_AGAIN: Duration = Duration::from_secs(10);

/// `GET /data/{file}`: the file as of now, made while it is taken.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response> {
    let file = DataFile::find(&name).ok_or(AppError::NotFound)?;
    limits::spend(&state.db, state.limits.rate_download, "download", visitor).await?;
    let seat = state.exports.take(visitor).await.ok_or(AppError::TooMany(TRY_AGAIN))?;
    let export = begin(&state, file, visitor).await?;
    let body = pace::body(try_unfold(export, next), pace(&state.limits), Some(seat));
    Ok((attachment(file.format, file.name), body).into_response())
}

/// One file at a time for each visitor, whichever copy of the program makes it.
async fn begin(state: &AppState, file: &'static DataFile, visitor: Visitor) -> Result<Export> {
    let mut export = Export::open(&state.db, file, pace(&state.limits).whole).await?;
    let number = limits::number_of(&state.db, "one download at a time", visitor).await?;
    if export.hold(number).await? { Ok(export) } else { Err(AppError::TooMany(TRY_AGAIN)) }
}

async fn next(mut export: Export) -> anyhow::Result<Option<(Bytes, Export)>> {
    if let Some(piece) = export.next().await? {
        return Ok(Some((piece, export)));
    }
    export.close().await?;
    Ok(None)
}

/// How fast any file has to be taken.
pub fn pace(limits: &Limits) -> Pace {
    Pace {
        piece: Duration::from_secs(limits.export_piece_seconds),
        whole: Duration::from_secs(limits.export_seconds),
    }
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
