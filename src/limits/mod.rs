//! How much and how fast: the rates that hold over all copies of the program, and the page that publishes every limit.

mod page;
mod place;
mod queries;
mod thresholds;

pub use place::Place;
pub use queries::{change, changes, last_change, thresholds};
pub use thresholds::{Change, Changer, Threshold, Thresholds};

use crate::{
    config::Rate,
    web::{Access, AppError, Result, Routes, Visitor},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sqlx::PgPool;
use time::OffsetDateTime;

pub fn routes() -> Routes {
    Routes::new(Access::Anyone).get("/limits", page::page)
}

/// Counts one use of `what` by this visitor; refuses it when it comes too often, with the time to wait.
pub async fn spend(db: &PgPool, rate: Rate, what: &'static str, visitor: Visitor) -> Result<()> {
    if rate.burst == 0 {
        return Ok(());
    }
    let day_key = queries::key_of_day(db, OffsetDateTime::now_utc().date()).await?;
    let who = visitor.network().to_string();
    spend_key(db, rate, &mac(&day_key, &[what.as_bytes(), who.as_bytes()])).await
}

/// The same for something that is not a visitor, such as an account's name.
pub async fn spend_for(db: &PgPool, rate: Rate, what: &'static str, whom: &str) -> Result<()> {
    if rate.burst == 0 {
        return Ok(());
    }
    let day_key = queries::key_of_day(db, OffsetDateTime::now_utc().date()).await?;
    spend_key(db, rate, &mac(&day_key, &[what.as_bytes(), whom.as_bytes()])).await
}

/// A number that stands for this visitor doing `what`: the same in all copies of the program until the day ends.
pub async fn number_of(db: &PgPool, what: &'static str, visitor: Visitor) -> Result<i64> {
    let day_key = queries::key_of_day(db, OffsetDateTime::now_utc().date()).await?;
    let code = mac(&day_key, &[what.as_bytes(), visitor.network().to_string().as_bytes()]);
    Ok(code.iter().take(8).fold(0, |number, byte| number << 8 | i64::from(*byte)))
}

async fn spend_key(db: &PgPool, rate: Rate, key: &[u8]) -> Result<()> {
    match queries::spend(db, key, rate).await? {
        None => Ok(()),
        Some(wait) => Err(AppError::TooMany(wait)),
    }
}

/// Forgets what is no longer needed: spent limits, and the keys of days past, with which addresses could be tried out.
pub async fn clean_up(db: &PgPool) -> sqlx::Result<()> {
    queries::forget(db, OffsetDateTime::now_utc().date()).await
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
        mac.update(&[0]);
    }
    mac.finalize().into_bytes().to_vec()
}
