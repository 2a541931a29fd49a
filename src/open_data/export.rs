use super::{
    dictionary,
    file::{DataFile, Rows},
    queries,
};
use anyhow::{Context as _, Result};
use axum::body::Bytes;
use sqlx::{Connection as _, PgConnection, PgPool};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A piece is sent when it is at least this long. With the rows of one step it is all that is ever in memory.
const PIECE: usize = 64 * 1024;

/// One file as of one moment, piece by piece. It has a connection of its own, so that no slow reader takes one from the
/// pages, and whoever drops it ends the statement with it.
#[derive(Debug)]
pub struct Export {
    conn: PgConnection,
    file: &'static DataFile,
    end: Instant,
    /// Written and not yet sent.
    out: Vec<u8>,
    state: State,
}

#[derive(Debug, PartialEq)]
enum State {
    Fresh,
    Reading,
    Done,
}

impl Export {
    /// Fails with the first piece that is asked for after `patience`.
    pub async fn open(db: &PgPool, file: &'static DataFile, patience: Duration) -> sqlx::Result<Self> {
        let conn = queries::connect(db, patience).await?;
        Ok(Self { conn, file, end: Instant::now() + patience, out: Vec::new(), state: State::Fresh })
    }

    /// Whether nobody else holds this number: it is held until the export is dropped, over all copies of the program.
    pub async fn hold(&mut self, number: i64) -> sqlx::Result<bool> {
        queries::hold(&mut self.conn, number).await
    }

    /// The next piece; none after the last.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        let end = self.end;
        timeout_at(end, self.piece()).await.context("the file was not taken in time")?
    }

    /// The next rows as lines of JSON, whatever the file's format; none after the last. Only of files that come from a query.
    pub async fn rows(&mut self) -> Result<Vec<String>> {
        let end = self.end;
        let rows = async {
            if self.state == State::Fresh {
                self.begin().await?;
            }
            anyhow::Ok(queries::fetch(&mut self.conn).await?)
        };
        timeout_at(end, rows).await.context("the rows were not taken in time")?
    }

    async fn piece(&mut self) -> Result<Option<Bytes>> {
        while self.state != State::Done && self.out.len() < PIECE {
            match self.state {
                State::Fresh => self.begin().await?,
                _ => self.read().await?,
            }
        }
        let piece = std::mem::take(&mut self.out);
        Ok((!piece.is_empty()).then(|| piece.into()))
    }

    async fn begin(&mut self) -> Result<()> {
        self.out = self.file.head()?;
        match self.file.rows {
            Rows::Query(declare) => {
                queries::declare(&mut self.conn, declare).await?;
                self.state = State::Reading;
            }
            Rows::Dictionary => {
                self.write(&dictionary::rows())?;
                self.state = State::Done;
            }
        }
        Ok(())
    }

    async fn read(&mut self) -> Result<()> {
        let lines = queries::fetch(&mut self.conn).await?;
        if lines.is_empty() {
            self.state = State::Done;
        }
        self.write(&lines)
    }

    fn write(&mut self, lines: &[String]) -> Result<()> {
        for line in lines {
            self.out.extend(self.file.line(line)?);
        }
        Ok(())
    }

    /// Ends in order, so that whoever has it whole may ask for the next at once. Dropping it ends it, too, a moment later.
    pub async fn close(mut self) -> sqlx::Result<()> {
        queries::let_go(&mut self.conn).await?;
        self.conn.close().await
    }
}
