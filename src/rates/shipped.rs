//! `content/rates.toml`: what the program brings along.

use super::{NewRate, Origin, Period, Rate, queries};
use crate::values::{ClosedList as _, Currency, RateId};
use serde::Deserialize;
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};

/// The name that stands for the program where a rate says who entered it.
const PROGRAM: &str = "first-bucket";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatesFile {
    rates: Vec<RateLine>,
    source: Vec<Source>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateLine {
    currency: Currency,
    period: String,
    units_per_usd: f64,
    /// The key of a source.
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    key: String,
    title: String,
    publisher: String,
    url: String,
}

/// The rates of such a file, or everything that is wrong with it.
pub fn shipped(text: &str) -> Result<Vec<Rate>, Vec<String>> {
    let file: RatesFile = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let (mut seen, mut complaints, mut rates) = (BTreeSet::new(), Vec::new(), Vec::new());
    for line in &file.rates {
        let place = format!("{} {}", line.currency.word(), line.period);
        let source = file.source.iter().find(|source| source.key == line.source);
        match (line.period.parse::<Period>(), source) {
            (Ok(period), _) if !seen.insert((line.currency, period)) => {
                complaints.push(format!("{place}: is there twice"));
            }
            (Ok(_), _) if line.currency == Currency::Usd || !is_rate(line.units_per_usd) => {
                complaints.push(format!("{place}: {} is no rate", line.units_per_usd));
            }
            (Ok(period), Some(source)) => rates.push(Rate {
                currency: line.currency,
                period,
                units_per_usd: line.units_per_usd,
                source: format!("{}. {}", source.title, source.publisher),
                url: source.url.clone(),
            }),
            (Err(wrong), _) => complaints.push(format!("{place}: {wrong}")),
            (_, None) => complaints.push(format!("{place}: there is no source {}", line.source)),
        }
    }
    if complaints.is_empty() { Ok(rates) } else { Err(complaints) }
}

fn is_rate(units_per_usd: f64) -> bool {
    units_per_usd > 0.0 && units_per_usd.is_finite()
}

/// Those that are missing from the table or that a release before shipped otherwise, each with what it would stand in place
/// of. What an editor or an import put there stays.
pub async fn outdated<'a>(
    conn: &mut PgConnection,
    rates: &'a [Rate],
) -> sqlx::Result<Vec<(&'a Rate, Option<RateId>)>> {
    let stored = queries::current(conn, &[]).await?;
    let in_force: BTreeMap<_, _> = stored
        .iter()
        .filter(|row| !row.is_replaced)
        .map(|row| ((row.rate.currency, row.rate.period), row))
        .collect();
    let outdated = rates.iter().filter_map(|rate| match in_force.get(&(rate.currency, rate.period)) {
        Some(row) if row.origin != Origin::Shipped || row.rate == *rate => None,
        there => Some((rate, there.map(|row| row.id))),
    });
    Ok(outdated.collect())
}

/// Brings shipped rates into the table, and gives how many.
pub async fn load(conn: &mut PgConnection, rates: &[Rate]) -> sqlx::Result<usize> {
    let mut loaded = 0;
    for (rate, replaces) in outdated(&mut *conn, rates).await? {
        let why = if replaces.is_some() { "A new release of the program has another one." } else { "" };
        let new = NewRate { rate, replaces, origin: Origin::Shipped, by: PROGRAM, why };
        loaded += usize::from(queries::put(conn, &new).await?);
    }
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_sound_and_every_complaint_names_its_rate() {
        let rates = shipped(include_str!("../../content/rates.toml")).unwrap();
        let of = |currency: Currency| rates.iter().filter(|rate| rate.currency == currency).count();
        assert_eq!((rates.len(), of(Currency::Eur), of(Currency::Ngn)), (144, 10, 4));
        let text = "rates = [\n{ currency = \"EUR\", period = \"2025\", units_per_usd = 0.9, source = \"a\" },\n\
                    { currency = \"EUR\", period = \"2025\", units_per_usd = 0.9, source = \"a\" },\n\
                    { currency = \"NGN\", period = \"25\", units_per_usd = 900.0, source = \"a\" },\n\
                    { currency = \"PLN\", period = \"2024\", units_per_usd = -4.0, source = \"a\" },\n\
                    { currency = \"TRY\", period = \"2024\", units_per_usd = 33.0, source = \"b\" }]\n\
                    [[source]]\nkey = \"a\"\ntitle = \"A\"\npublisher = \"B\"\nurl = \"\"";
        let said = shipped(text).unwrap_err().join("\n");
        for part in [
            "EUR 2025: is there twice",
            "NGN 25: ",
            "PLN 2024: -4 is no rate",
            "TRY 2024: there is no source b",
        ] {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
    }
}
