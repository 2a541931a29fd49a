use super::{CurrencyRates, NewRate, Origin, Period, Rate, Rates, StoredRate};
use crate::values::{ClosedList as _, Currency, RateId};
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;

/// A row as it is read: its period is text.
struct Row {
    id: RateId,
    currency: Currency,
    period: String,
    units_per_usd: f64,
    source: String,
    url: String,
    origin: Origin,
    entered_by: String,
    entered_at: OffsetDateTime,
    why: String,
    is_replaced: bool,
}

impl TryFrom<Row> for StoredRate {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Self> {
        let rate = Rate {
            currency: row.currency,
            period: read(&row.period)?,
            units_per_usd: row.units_per_usd,
            source: row.source,
            url: row.url,
        };
        Ok(Self {
            id: row.id,
            rate,
            origin: row.origin,
            entered_by: row.entered_by,
            entered_on: row.entered_at.date(),
            why: row.why,
            is_replaced: row.is_replaced,
        })
    }
}

fn read(period: &str) -> sqlx::Result<Period> {
    period.parse().map_err(|error: String| sqlx::Error::Decode(error.into()))
}

/// Every rate in force of these currencies.
pub async fn known(db: impl PgExecutor<'_>, currencies: &[Currency]) -> sqlx::Result<Rates> {
    let codes: Vec<String> = currencies.iter().map(|currency| currency.word().to_owned()).collect();
    let rows = sqlx::query!(
        r#"
        select currency::text as "currency!: Currency", period, units_per_usd, source, url from average_rates r
        where currency = any($1) and not exists (select from average_rates n where n.replaces = r.id)
        "#,
        &codes as _,
    );
    let rates = rows.fetch_all(db).await?.into_iter().map(|row| {
        Ok(Rate {
            currency: row.currency,
            period: read(&row.period)?,
            units_per_usd: row.units_per_usd,
            source: row.source,
            url: row.url,
        })
    });
    rates.collect()
}

/// The currencies of which any rate is known, the dollar among them.
pub async fn rated(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Currency>> {
    sqlx::query_scalar!(
        r#"select currency::text as "currency!: Currency" from average_rates union select 'USD'"#
    )
    .fetch_all(db)
    .await
}

/// The rate in force whose period ends last; a month's before that of the year that it ends. None where none is known, and of
/// the dollar.
pub async fn latest(db: impl PgExecutor<'_>, currency: Currency) -> sqlx::Result<Option<Rate>> {
    Ok(in_force(db, Some(currency)).await?.pop().map(|rates| rates.latest))
}

/// Every currency of which a rate is known, or this one alone, in the order of their codes.
pub async fn listed(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<CurrencyRates>> {
    in_force(db, None).await
}

async fn in_force(db: impl PgExecutor<'_>, of: Option<Currency>) -> sqlx::Result<Vec<CurrencyRates>> {
    let rows = sqlx::query!(
        r#"
        select distinct on (currency) currency::text as "currency!: Currency", period, units_per_usd, source, url,
               count(*) filter (where length(period) = 4) over (partition by currency) as "years!",
               count(*) filter (where length(period) = 7) over (partition by currency) as "months!"
        from average_rates r
        where ($1::text is null or currency = $1) and not exists (select from average_rates n where n.replaces = r.id)
        order by currency, case when length(period) = 4 then period || '-12' else period end desc, length(period) desc
        "#,
        of.map(|currency| currency.word()),
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| {
        let rate = Rate {
            currency: row.currency,
            period: read(&row.period)?,
            units_per_usd: row.units_per_usd,
            source: row.source,
            url: row.url,
        };
        Ok(CurrencyRates { currency: row.currency, years: row.years, months: row.months, latest: rate })
    });
    rows.collect()
}

/// The rates of these currencies, or of all where none is named, and what they replaced: the latest period first, and of each
/// the one in force first.
pub async fn current(db: impl PgExecutor<'_>, currencies: &[Currency]) -> sqlx::Result<Vec<StoredRate>> {
    let codes: Vec<String> = currencies.iter().map(|currency| currency.word().to_owned()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select id as "id: RateId", currency::text as "currency!: Currency", period, units_per_usd, source, url,
               origin as "origin: Origin", entered_by, entered_at, why,
               exists (select from average_rates n where n.replaces = r.id) as "is_replaced!"
        from average_rates r
        where currency = any($1) or cardinality($1::text[]) = 0
        order by currency, left(period, 4) desc, length(period), period desc, id desc
        "#,
        &codes as _,
    );
    rows.fetch_all(db).await?.into_iter().map(StoredRate::try_from).collect()
}

/// Enters a rate. False where it stands in place of one that is not in force any more, or beside one that is.
pub async fn put(conn: &mut PgConnection, new: &NewRate<'_>) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        insert into average_rates (currency, period, units_per_usd, source, url, origin, entered_by, replaces, why)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
        "#,
        new.rate.currency.word(),
        new.rate.period.to_string(),
        new.rate.units_per_usd,
        new.rate.source,
        new.rate.url,
        new.origin.word(),
        new.by,
        new.replaces.map(|id| id.0),
        new.why,
    );
    Ok(done.execute(conn).await?.rows_affected() == 1)
}

/// Keeps new rates waiting until the transaction ends, so that none comes between what is read of them and what is published.
pub async fn hold(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock_shared(hashtext('average_rates'))").execute(conn).await?;
    Ok(())
}

/// A currency whose reports are to be turned into dollars anew.
#[derive(Debug)]
pub struct Due {
    pub currency: Currency,
    /// The number of the submission up to which it is done.
    pub done_up_to: i64,
    asked: i32,
}

/// The first of the currencies with new rates.
pub async fn next_due(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Due>> {
    sqlx::query_as!(
        Due,
        r#"select currency::text as "currency!: Currency", done_up_to, asked from rates_due order by currency limit 1"#,
    )
    .fetch_optional(db)
    .await
}

/// Notes how far it is, unless yet another rate has come.
pub async fn go_on(db: impl PgExecutor<'_>, due: &Due, done_up_to: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "update rates_due set done_up_to = $3 where currency = $1 and asked = $2",
        due.currency.word(),
        due.asked,
        done_up_to,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that it is done, unless yet another rate has come.
pub async fn finish(db: impl PgExecutor<'_>, due: &Due) -> sqlx::Result<()> {
    sqlx::query!("delete from rates_due where currency = $1 and asked = $2", due.currency.word(), due.asked)
        .execute(db)
        .await?;
    Ok(())
}
