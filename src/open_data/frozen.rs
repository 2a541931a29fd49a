//! The files of the snapshots, as they were written.

use super::{
    download::{self, attachment},
    file::{DataFile, Format},
    pace,
    queries::{self, Frozen},
    snapshot::month,
};
use crate::{
    limits,
    state::AppState,
    web::{AppError, Path, Result, Visitor},
};
use anyhow::ensure;
use axum::{
    body::Bytes,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use futures_util::stream::try_unfold;
use sqlx::PgPool;
use std::fmt::Write as _;

/// `GET /data/{month}/{file}`: a file of the snapshot of `2026-10`, or its `SHA256SUMS`.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((month_word, name)): Path<(String, String)>,
) -> Result<Response> {
    let month = month(&month_word).map_err(|_| AppError::NotFound)?;
    let files = queries::frozen(&state.db, Some(month)).await?;
    if name == "SHA256SUMS" && !files.is_empty() {
        return Ok(checksums(&files).into_response());
    }
    let frozen = files.into_iter().find(|file| file.name == name).ok_or(AppError::NotFound)?;
    limits::spend(&state.db, state.limits.rate_download, "download", visitor).await?;
    let format = DataFile::find(&name).map_or(Format::Csv, |file| file.format);
    let headers = [
        (header::CONTENT_LENGTH, frozen.bytes.to_string()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
    ];
    let pace = download::pace(&state.limits);
    let pieces = try_unfold(Reading { db: state.db, frozen, place: 0, sent: 0 }, Reading::next);
    let body = pace::body(pieces, pace, None);
    Ok((headers, attachment(format, &format!("{month_word}-{name}")), body).into_response())
}

/// `GET /data/SHA256SUMS`: the checksums of all snapshots, with the files' places below `/data`.
pub async fn sums(State(db): State<PgPool>) -> Result<String> {
    let files = queries::frozen(&db, None).await?;
    Ok(files.iter().fold(String::new(), |mut lines, file| {
        let _ = writeln!(lines, "{}  {}/{}", hex(&file.sha256), file.month_word(), file.name);
        lines
    }))
}

/// As `sha256sum --check` reads them.
pub fn checksums(files: &[Frozen]) -> String {
    files.iter().map(|file| format!("{}  {}\n", hex(&file.sha256), file.name)).collect()
}

impl Frozen {
    /// `2026-10`.
    pub fn month_word(&self) -> String {
        format!("{}-{:02}", self.month.year(), u8::from(self.month.month()))
    }

    pub fn checksum(&self) -> String {
        hex(&self.sha256)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A frozen file that is being taken. Between two pieces it holds no connection.
struct Reading {
    db: PgPool,
    frozen: Frozen,
    place: i32,
    sent: i64,
}

impl Reading {
    async fn next(mut self) -> anyhow::Result<Option<(Bytes, Self)>> {
        let Some(piece) = queries::piece(&self.db, self.frozen.month, &self.frozen.name, self.place).await?
        else {
            ensure!(self.sent == self.frozen.bytes, "a piece of {} is missing", self.frozen.name);
            return Ok(None);
        };
        self.place += 1;
        self.sent += piece.len() as i64;
        Ok(Some((piece.into(), self)))
    }
}
