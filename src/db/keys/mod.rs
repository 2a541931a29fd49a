//! Keys that the database keeps, each sealed under one that it does not: a stolen copy of the database undoes no pseudonym
//! and opens no seed of a second step.
//!
//! What undoes pseudonyms, the key of a day, is random, and gone after two days, so that nobody can undo them from then on.
//! It takes both to do so before: the row, and the key outside.

mod ring;
mod settle;

use sqlx::PgPool;
use std::sync::OnceLock;
use time::Date;

pub use ring::Ring;
pub use settle::{Outside, settle};

/// The keys outside of the database that this program was given; see [`put_to_use`].
static OUTSIDE: OnceLock<Ring> = OnceLock::new();

/// Sets the keys outside for as long as the program runs. Only the first call counts.
pub fn put_to_use(ring: Ring) {
    let _ = OUTSIDE.set(ring);
}

/// The keys outside of the database. Fails before there are any.
pub fn outside() -> sqlx::Result<&'static Ring> {
    OUTSIDE.get().ok_or_else(|| sqlx::Error::Configuration("the keys were not read yet".into()))
}

/// The installation's key of this name: 32 random bytes, made by whichever copy of the program needs it first.
pub async fn server_key(db: &PgPool, name: &str) -> sqlx::Result<Vec<u8>> {
    of(db, name, None).await
}

/// The key of this day's pseudonyms, made likewise.
pub async fn key_of_day(db: &PgPool, day: Date) -> sqlx::Result<Vec<u8>> {
    of(db, &name_of(day), Some(day)).await
}

/// The key of a day, and that of the day before if anything was counted on it.
pub async fn keys_of_day(db: &PgPool, day: Date) -> sqlx::Result<(Vec<u8>, Option<Vec<u8>>)> {
    let names = [Some(day), day.previous_day()].map(|day| day.map(name_of).unwrap_or_default());
    let rows = sqlx::query!("select name, sealed from sealed_keys where name = any($1)", &names as _);
    let rows = rows.fetch_all(db).await?;
    let find = |name: &String| rows.iter().find(|row| row.name == *name);
    let [of_day, before] =
        names.each_ref().map(|name| find(name).map(|row| open(name, &row.sealed)).transpose());
    match of_day? {
        Some(key) => Ok((key, before?)),
        None => Ok((key_of_day(db, day).await?, before?)),
    }
}

fn name_of(day: Date) -> String {
    format!("day {day}")
}

/// Forgets the keys of days past, and what copies of the program from before needed in clear.
pub async fn forget(db: &PgPool, today: Date) -> sqlx::Result<()> {
    sqlx::query!("delete from sealed_keys where day < $1::date - 1", today).execute(db).await?;
    sqlx::query!("delete from address_keys where day < $1::date - 1", today).execute(db).await?;
    sqlx::query!(
        "delete from server_keys s using sealed_keys k where k.name = s.name and k.made_at < now() - interval '1 day'"
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The key of this name if there is one.
pub async fn known(db: &PgPool, name: &str) -> sqlx::Result<Option<Vec<u8>>> {
    let sealed = sqlx::query_scalar!("select sealed from sealed_keys where name = $1", name);
    sealed.fetch_optional(db).await?.map(|sealed| open(name, &sealed)).transpose()
}

fn open(name: &str, sealed: &[u8]) -> sqlx::Result<Vec<u8>> {
    let opened = outside()?.open(name.as_bytes(), sealed);
    opened.map(|(key, _)| key).ok_or_else(|| {
        sqlx::Error::Configuration(format!("the key {name:?} was sealed under a key that is not here").into())
    })
}

async fn of(db: &PgPool, name: &str, day: Option<Date>) -> sqlx::Result<Vec<u8>> {
    loop {
        if let Some(key) = known(db, name).await? {
            return Ok(key);
        }
        let fresh = outside()?.seal(name.as_bytes(), &fresh_key()?)?;
        add(db, name, &fresh, day).await?;
    }
}

/// Keeps a sealed key, unless there is one of its name.
async fn add(db: &PgPool, name: &str, sealed: &[u8], day: Option<Date>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into sealed_keys (name, sealed, day) values ($1, $2, $3) on conflict (name) do nothing",
        name,
        sealed,
        day,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// 32 random bytes.
pub fn fresh_key() -> sqlx::Result<[u8; 32]> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    Ok(key)
}
