use super::{
    cells,
    export::Export,
    file::{DataFile, FILES, Holds},
    frozen::{self, month},
    queries, words,
};
use crate::{
    clock, experiences,
    values::{Month, SubmissionId},
};
use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection, PgPool};
use std::time::Duration;
use time::Date;

/// For one file, and for all of them.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Names the lock under which months are frozen and divided.
pub const SNAPSHOT: i32 = 2;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The month, as 2026-10; the one that ended last by default.
    #[arg(long, value_parser = month)]
    month: Option<Month>,
}

/// Makes the snapshot of the month asked for, unless it is there, and gives its checksums in the form that `sha256sum --check`
/// reads.
pub async fn snapshot(db: &PgPool, options: &Options) -> Result<String> {
    let month = options.month.unwrap_or_else(|| ended_last(today()));
    ensure!(
        month < Month::of(today()),
        "{month} has not ended: a snapshot holds what is there when a month is over"
    );
    ensure!(
        !is_behind(db).await?,
        "reports are being written anew by this version of the program; ask again when that is done"
    );
    make(db, month).await?;
    let files = queries::frozen(db, Some(month)).await?;
    ensure!(!files.is_empty(), "another copy of the program is making this snapshot; ask again in a minute");
    Ok(frozen::checksums(&files))
}

/// Freezes the month that ended last, if that was not done and anything had been published by its end.
pub async fn make_if_due(db: &PgPool) -> Result<()> {
    let month = ended_last(today());
    let is_due = queries::made_at(db, month).await?.is_none()
        && queries::has_reports_before(db, Month::of(today()).first_day()).await?
        && !is_behind(db).await?;
    if is_due {
        make(db, month).await?;
        tracing::info!("the open data of {month} is frozen");
    }
    Ok(())
}

/// Writes every file in one transaction, so that a snapshot is there whole or not at all. One that is there stays as it
/// is, but for words that are taken back; one that somebody else is making is theirs.
async fn make(db: &PgPool, month: Month) -> Result<()> {
    cells::recount(db).await?;
    let mut conn = queries::connect(db, PATIENCE).await?;
    let mut tx = conn.begin().await?;
    let is_mine = queries::is_alone(&mut tx, SNAPSHOT).await?;
    if is_mine && queries::made_at(&mut *tx, month).await?.is_none() {
        queries::insert_snapshot(&mut tx, month).await?;
        for file in &FILES {
            freeze(db, &mut tx, month, file).await.with_context(|| format!("writing {}", file.name))?;
        }
        words::settle(&mut tx, month).await?;
    }
    tx.commit().await?;
    conn.close().await?;
    Ok(words::count_again(db).await?)
}

async fn freeze(db: &PgPool, tx: &mut PgConnection, month: Month, file: &'static DataFile) -> Result<()> {
    let mut export = Export::open(db, file, PATIENCE).await?;
    if file.holds == Holds::Words {
        return words::freeze(export, tx, month, file).await;
    }
    let (mut hash, mut bytes, mut place) = (Sha256::new(), 0, 0);
    while let Some(piece) = export.next().await? {
        queries::insert_piece(tx, month, file.name, place, &piece).await?;
        hash.update(&piece);
        bytes += piece.len() as i64;
        place += 1;
    }
    export.close().await?;
    Ok(queries::insert_file(tx, month, file.name, bytes, &hash.finalize()).await?)
}

/// Whether there are reports that no file holds yet, as a copy of the program from before wrote their rows.
async fn is_behind(db: &PgPool) -> Result<bool> {
    Ok(!experiences::behind(db, SubmissionId(i64::MIN), 1).await?.is_empty())
}

fn ended_last(today: Date) -> Month {
    let first = Month::of(today).first_day();
    Month::of(first.previous_day().unwrap_or(first))
}

fn today() -> Date {
    clock::machine_today()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn the_month_that_ended_last_is_the_one_before() {
        assert_eq!(ended_last(date!(2026 - 11 - 22)), month("2026-10").unwrap());
        assert_eq!(ended_last(date!(2026 - 01 - 01)), month("2025-12").unwrap());
        assert!(month("2026-13").is_err() && month("26-1").is_err() && month("october").is_err());
    }
}
