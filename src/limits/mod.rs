//! How much and how fast: the rates that hold over all copies of the program, and the thresholds that admins set.

mod origin;
mod place;
mod queries;
mod seats;
mod thresholds;

pub use origin::{ORIGIN_DAYS, number_of, number_of_day, wider};
pub use place::Place;
pub use queries::{change, changes, last_change, thresholds};
pub use seats::{Seat, Seats};
pub use thresholds::{Change, Changer, Threshold, Thresholds};

use crate::{
    clock,
    config::{EVERYBODY, Rate, WIDER_IPV4, WIDER_IPV6},
    db::keys,
    web::{AppError, Result, Visitor},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ipnet::IpNet;
use queries::Bucket;
use sha2::Sha256;
use sqlx::PgPool;

/// Counts one use of `what` by this visitor, and by the networks around it; refuses it when one of them comes too often,
/// with the time to wait.
pub async fn spend(db: &PgPool, rate: Rate, what: &'static str, visitor: Visitor) -> Result<()> {
    spend_many(db, rate, what, visitor, 1).await
}

/// The same for so many uses at once, all of which are counted or none. More than the rate has at once count as all of it.
pub async fn spend_many(
    db: &PgPool,
    rate: Rate,
    what: &'static str,
    visitor: Visitor,
    uses: u32,
) -> Result<()> {
    if rate.burst == 0 || uses == 0 {
        return Ok(());
    }
    take(db, &nested(rate, visitor), what, uses.min(rate.burst)).await
}

/// The same for something that is not a visitor, such as an account's name.
pub async fn spend_for(db: &PgPool, rate: Rate, what: &'static str, whom: &str) -> Result<()> {
    if rate.burst == 0 {
        return Ok(());
    }
    take(db, &[(whom.to_owned(), rate)], what, 1).await
}

/// Whose uses count together with this visitor's, and at what rate: its own, those of the networks around it, everybody's.
fn nested(rate: Rate, visitor: Visitor) -> Vec<(String, Rate)> {
    let own = visitor.network();
    let wider: &[(u8, u32)] = if own.is_ipv4() { &WIDER_IPV4 } else { &WIDER_IPV6 };
    let networks = wider.iter().filter_map(|(bits, times)| {
        let network = IpNet::new(own, *bits).ok()?.trunc();
        Some((network.to_string(), rate.times(*times)))
    });
    let own = (own.to_string(), rate);
    let everybody = ("everybody".to_owned(), rate.times(EVERYBODY));
    [own].into_iter().chain(networks).chain([everybody]).collect()
}

async fn take(db: &PgPool, of: &[(String, Rate)], what: &'static str, uses: u32) -> Result<()> {
    let today = clock::machine_today();
    let (key, before) = (keys::key_of_day(db, today).await?, keys::key_of_day_before(db, today).await?);
    let code = |key: &[u8], whom: &str| mac(key, &[what.as_bytes(), whom.as_bytes()]);
    let buckets: Vec<Bucket> = of
        .iter()
        .map(|(whom, rate)| Bucket {
            key: code(&key, whom),
            earlier: before.as_deref().map(|before| code(before, whom)).unwrap_or_default(),
            rate: *rate,
        })
        .collect();
    match queries::spend(db, &buckets, uses).await? {
        None => Ok(()),
        Some(wait) => Err(AppError::TooMany(wait)),
    }
}

/// Forgets what is no longer needed: spent limits, and the keys of days past, with which addresses could be tried out.
pub async fn clean_up(db: &PgPool) -> sqlx::Result<()> {
    queries::forget(db, clock::machine_today()).await
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
        mac.update(&[0]);
    }
    mac.finalize().into_bytes().to_vec()
}
