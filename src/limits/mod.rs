//! How much and how fast: the rates that hold over all copies of the program, and the page that publishes every limit.

mod page;
mod queries;
mod thresholds;

pub use queries::{change, changes, last_change, thresholds};
pub use thresholds::{Change, Changer, Threshold, Thresholds};

use crate::{
    config::Rate,
    db::server_key,
    web::{Access, AppError, Result, Routes, Visitor},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sqlx::PgPool;
use time::OffsetDateTime;

/// How many days it is known which reports and answers came from one network.
pub const ORIGIN_DAYS: i32 = 28;

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

/// A number that stands for this visitor doing `what`, the same in all copies of the program for as long as the installation
/// keeps its key. Its upper half stands for the wider network alone: see [`wider`].
pub async fn number_of(db: &PgPool, what: &'static str, visitor: Visitor) -> Result<i64> {
    let key = server_key(db, "networks").await?;
    Ok(number(&key, what, visitor))
}

/// What two numbers share that come from one wider network.
pub fn wider(number: i64) -> i64 {
    number >> 32
}

fn number(key: &[u8], what: &str, visitor: Visitor) -> i64 {
    let half = |network: String| {
        let code = mac(key, &[what.as_bytes(), network.as_bytes()]);
        code.iter().take(4).fold(0_i64, |number, byte| number << 8 | i64::from(*byte))
    };
    half(visitor.wider_network().to_string()) << 32 | half(visitor.network().to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_the_upper_half_of_their_numbers_and_strangers_nothing() {
        let of = |address: &str| number(b"key", "send a report", Visitor(address.parse().unwrap()));
        for (one, same, neighbour, stranger) in [
            ("198.51.100.7", "198.51.100.7", "198.51.100.8", "198.51.101.7"),
            ("2001:db8:1:2::7", "2001:db8:1:2:aaaa::1", "2001:db8:1:3::7", "2001:db8:2:2::7"),
        ] {
            assert_eq!(of(one), of(same));
            assert!(of(one) != of(neighbour) && wider(of(one)) == wider(of(neighbour)), "{one} {neighbour}");
            assert_ne!(wider(of(one)), wider(of(stranger)), "{one} {stranger}");
        }
        assert_ne!(
            of("198.51.100.7"),
            number(b"other", "send a report", Visitor("198.51.100.7".parse().unwrap()))
        );
    }
}
