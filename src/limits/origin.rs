//! Where a visitor comes from, as a number.

use super::mac;
use crate::{
    clock,
    db::{keys, server_key},
    web::{Result, Visitor},
};
use sqlx::PgPool;

/// How many days it is known which reports and answers came from one network.
pub const ORIGIN_DAYS: i32 = 28;

/// A number that stands for this visitor doing `what`, the same in all copies of the program for as long as the installation
/// keeps its key. Its upper half stands for the wider network alone: see [`wider`].
pub async fn number_of(db: &PgPool, what: &'static str, visitor: Visitor) -> Result<i64> {
    let key = server_key(db, "networks").await?;
    Ok(number(&key, what, visitor))
}

/// A number that stands for this visitor doing `what`, the same in all copies of the program until the day ends.
pub async fn number_of_day(db: &PgPool, what: &'static str, visitor: Visitor) -> Result<u64> {
    let day_key = keys::key_of_day(db, clock::machine_today()).await?;
    let code = mac(&day_key, &[what.as_bytes(), visitor.network().to_string().as_bytes()]);
    Ok(code.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The upper half of a number, which all numbers of one wider network share.
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
