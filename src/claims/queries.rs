use crate::values::{ClosedList as _, Currency};
use sqlx::PgPool;
use time::Date;

/// One unit of a currency in US dollars, and since when.
#[derive(Debug)]
pub struct Rate {
    pub usd_per_unit: f64,
    pub as_of: Date,
}

/// None where no rate is known; a dollar is a dollar.
pub async fn rate(db: &PgPool, currency: Currency) -> sqlx::Result<Option<Rate>> {
    sqlx::query_as!(
        Rate,
        "select usd_per_unit, as_of from exchange_rates where currency = $1 and $1 <> 'USD'",
        currency.word(),
    )
    .fetch_optional(db)
    .await
}
