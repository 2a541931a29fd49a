//! A use of a limit that can be given back: where only failures count, it is taken before the try, so that many tries at one
//! moment are no way around, and given back when the try was none.

use super::{Counted, queries, take};
use crate::{config::Rate, web::Result};
use sqlx::PgPool;

/// One use, taken. Dropped, it stays so.
#[derive(Debug)]
pub struct Reservation {
    /// None where there is no limit.
    key: Option<Vec<u8>>,
}

impl Reservation {
    /// Takes one use of `what` by `whom`; [`AppError::TooMany`](crate::web::AppError) when there is none.
    pub async fn take(db: &PgPool, rate: Rate, what: &'static str, whom: &str) -> Result<Self> {
        if rate.burst == 0 {
            return Ok(Self { key: None });
        }
        let mut taken = take(db, &[Counted::always(whom.to_owned(), rate)], what, 1).await?;
        Ok(Self { key: taken.pop() })
    }

    pub async fn give_back(self, db: &PgPool) -> Result<()> {
        if let Some(key) = self.key {
            queries::give_back(db, &key).await?;
        }
        Ok(())
    }
}
