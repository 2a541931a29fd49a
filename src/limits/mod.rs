//! How much and how fast: the rates that hold over all copies of the program, and the thresholds that admins set.

mod origin;
mod queries;
mod reservation;
mod seats;
mod thresholds;

pub use origin::{ORIGIN_DAYS, number_of, number_of_day, wider};
pub use queries::{change, changes, last_change, thresholds};
pub use reservation::Reservation;
pub use seats::{Seat, Seats};
pub use thresholds::{Change, Changer, Threshold, Thresholds};

use crate::{
    clock,
    config::{A_LITTLE, EVERYBODY, EVERYBODY_A_LITTLE, Rate, WIDER_IPV4, WIDER_IPV6},
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

/// Counts so many uses of this visitor at once: all of them or none, which is the error. More than the rate has at once
/// count as all of it.
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
    take(db, &nested(rate, visitor), what, uses.min(rate.burst)).await?;
    Ok(())
}

/// Counts one use of something that is not a visitor, such as an account's name.
pub async fn spend_for(db: &PgPool, rate: Rate, what: &'static str, whom: &str) -> Result<()> {
    if rate.burst == 0 {
        return Ok(());
    }
    take(db, &[Counted::always(whom.to_owned(), rate)], what, 1).await?;
    Ok(())
}

/// A limit that a use counts in.
#[derive(Debug)]
struct Counted {
    whom: String,
    rate: Rate,
    way: Way,
}

/// A use is let in by either of two ways and counts in the limits of that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Counts by whichever way.
    Both,
    /// For whoever does little of what it may: everybody together may do much in this way.
    Little,
    /// For all the rest.
    Rest,
}

impl Counted {
    fn always(whom: String, rate: Rate) -> Self {
        Self { whom, rate, way: Way::Both }
    }
}

/// Whose uses count together with this visitor's, and at what rate: its own, those of the networks around it, everybody's.
/// While all of these do little, everybody's limit is a larger one: what some use up is not kept from the others.
fn nested(rate: Rate, visitor: Visitor) -> Vec<Counted> {
    let own = visitor.network();
    let wider: &[(u8, u32)] = if own.is_ipv4() { &WIDER_IPV4 } else { &WIDER_IPV6 };
    let wider = wider.iter().filter_map(|(bits, times)| {
        let network = IpNet::new(own, *bits).ok()?.trunc();
        Some((network.to_string(), *times))
    });
    let mut all = Vec::new();
    for (whom, times) in [(own.to_string(), 1)].into_iter().chain(wider) {
        let little = Counted {
            whom: format!("a little by {whom}"),
            rate: rate.part(A_LITTLE).times(times),
            way: Way::Little,
        };
        all.extend([Counted::always(whom, rate.times(times)), little]);
    }
    let everybody = |whom: &str, times, way| Counted { whom: whom.to_owned(), rate: rate.times(times), way };
    all.push(everybody("a little by everybody", EVERYBODY_A_LITTLE, Way::Little));
    all.push(everybody("everybody", EVERYBODY, Way::Rest));
    all
}

/// Gives the codes of the limits that were asked, in their order.
async fn take(db: &PgPool, of: &[Counted], what: &'static str, uses: u32) -> Result<Vec<Vec<u8>>> {
    let (key, before) = keys::keys_of_day(db, clock::machine_today()).await?;
    let code = |key: &[u8], whom: &str| mac(key, &[what.as_bytes(), whom.as_bytes()]);
    let buckets: Vec<Bucket> = of
        .iter()
        .map(|counted| Bucket {
            key: code(&key, &counted.whom),
            earlier: before.as_deref().map(|before| code(before, &counted.whom)).unwrap_or_default(),
            rate: counted.rate,
            way: counted.way,
        })
        .collect();
    match queries::spend(db, &buckets, uses).await? {
        None => Ok(buckets.into_iter().map(|bucket| bucket.key).collect()),
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
