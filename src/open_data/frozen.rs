//! The files of the snapshots: numbers as they were written, words without those that were cut.

use super::{
    download::{self, attachment},
    file::{DataFile, Format},
    pace,
    queries::{self, Cut, Frozen},
};
use crate::{
    limits,
    state::AppState,
    values::Month,
    web::{AppError, Path, Result, Visitor, etag},
};
use anyhow::ensure;
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream::try_unfold;
use sqlx::PgPool;
use time::Date;

/// `GET /data/{month}/{file}`: a file of the snapshot of `2026-10`, or its `SHA256SUMS`.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((month_word, name)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let month = month(&month_word).map_err(|_| AppError::NotFound)?;
    let files = queries::frozen(&state.db, Some(month)).await?;
    if name == "SHA256SUMS" && !files.is_empty() {
        return Ok(checksums(&files).into_response());
    }
    let frozen = files.into_iter().find(|file| file.name == name).ok_or(AppError::NotFound)?;
    let kept = frozen.headers();
    if kept.get(header::ETAG).is_some_and(|tag| etag::is_known(&asked, tag)) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    limits::spend(&state.db, state.limits.rate_download, "download", visitor).await?;
    let format = DataFile::find(&name).map_or(Format::Csv, |file| file.format);
    let length = frozen.sha256.is_some().then(|| HeaderValue::from(frozen.bytes));
    let place = if frozen.holds_words { -1 } else { 0 };
    let pace = download::pace(&state.limits);
    let pieces = try_unfold(Reading { db: state.db, frozen, place, sent: 0 }, Reading::next);
    let body = pace::body(pieces, pace, None);
    let mut answer = (kept, attachment(format, &format!("{month_word}-{name}")), body).into_response();
    answer.headers_mut().extend(length.map(|length| (header::CONTENT_LENGTH, length)));
    Ok(answer)
}

/// `GET /data/SHA256SUMS`: the checksums of all snapshots, with the files' places below `/data`.
pub async fn sums(State(db): State<PgPool>) -> Result<String> {
    let files = queries::frozen(&db, None).await?;
    let lines = files.iter().filter_map(|file| Some((file, file.checksum()?)));
    Ok(lines.map(|(file, sum)| format!("{sum}  {}/{}\n", file.month_word(), file.name)).collect())
}

/// As `sha256sum --check` reads them, without the files that are counted again after a cut.
pub fn checksums(files: &[Frozen]) -> String {
    let lines = files.iter().filter_map(|file| Some(format!("{}  {}\n", file.checksum()?, file.name)));
    lines.collect()
}

impl Cut {
    /// `2026-10`.
    pub fn month_word(&self) -> String {
        month_word(self.month)
    }
}

impl Frozen {
    /// `2026-10`.
    pub fn month_word(&self) -> String {
        month_word(self.month)
    }

    /// None while it is counted again after a cut.
    pub fn checksum(&self) -> Option<String> {
        Some(self.sha256.as_ref()?.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Whoever keeps numbers asks each time whether they are still the same; nobody keeps words, which may be taken back.
    fn headers(&self) -> HeaderMap {
        let keeping = if self.holds_words { "no-store" } else { "public, no-cache" };
        let mut headers = HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static(keeping))]);
        let tag = self.checksum().and_then(|sum| HeaderValue::try_from(format!("W/\"{sum}\"")).ok());
        headers.extend(tag.map(|tag| (header::ETAG, tag)));
        headers
    }
}

/// Reads `2026-10`.
pub fn month(text: &str) -> std::result::Result<Month, String> {
    let parts = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
    parts
        .and_then(|(year, month)| Month::numbered(year.parse().ok()?, month.parse().ok()?))
        .ok_or_else(|| "write it like 2026-10".to_owned())
}

fn month_word(month: Date) -> String {
    format!("{}-{:02}", month.year(), u8::from(month.month()))
}

/// A frozen file that is being taken. Between two pieces it holds no connection.
struct Reading {
    db: PgPool,
    frozen: Frozen,
    /// Of the next piece; of words, the place of the last line that was taken.
    place: i32,
    sent: i64,
}

impl Reading {
    /// A file that is cut while it is taken is shorter than was said, and the connection breaks off.
    async fn next(mut self) -> anyhow::Result<Option<(Bytes, Self)>> {
        let Some(piece) = self.piece().await? else {
            let is_whole = self.frozen.sha256.is_none() || self.sent == self.frozen.bytes;
            ensure!(is_whole, "a piece of {} is missing", self.frozen.name);
            return Ok(None);
        };
        self.sent += piece.len() as i64;
        Ok(Some((piece, self)))
    }

    async fn piece(&mut self) -> sqlx::Result<Option<Bytes>> {
        let Frozen { month, name, holds_words, .. } = &self.frozen;
        if !holds_words {
            let piece = queries::piece(&self.db, *month, name, self.place).await?;
            self.place += 1;
            return Ok(piece.map(Bytes::from));
        }
        let lines = queries::lines_after(&self.db, *month, name, self.place).await?;
        let Some((last, _)) = lines.last() else { return Ok(None) };
        self.place = *last;
        Ok(Some(lines.into_iter().map(|(_, line)| line).collect::<String>().into()))
    }
}
