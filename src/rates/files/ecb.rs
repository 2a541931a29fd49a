//! `eurofxref-hist.csv`: a row a business day, the newest first, units of each currency for one euro.

use super::{
    day_of,
    days::{Days, averages},
    number,
};
use crate::{
    rates::Rate,
    values::{ClosedList as _, Currency},
};

const SOURCE: &str = "Euro foreign exchange reference rates, mean of the daily rates. European Central Bank";
const URL: &str = "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html";

pub fn read(header: &[String], rows: &[Vec<String>]) -> Result<Vec<Rate>, String> {
    let columns = header.iter().enumerate().skip(1);
    let columns: Vec<(usize, Currency)> =
        columns.filter_map(|(at, code)| Some((at, Currency::from_word(code)?))).collect();
    let dollar = columns.iter().find(|(_, currency)| *currency == Currency::Usd).map_or(0, |(at, _)| *at);
    let mut days = vec![Days::new(); columns.len()];
    let mut euro = Days::new();
    for (line, row) in (2..).zip(rows) {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let day = day_of(cell(0)).ok_or_else(|| format!("Line {line}: “{}” is no day", cell(0)))?;
        let Some(dollars) = number(cell(dollar), line)? else { continue };
        euro.insert(day, 1.0 / dollars);
        for ((at, _), days) in columns.iter().zip(&mut days) {
            if let Some(units) = number(cell(*at), line)? {
                days.insert(day, units / dollars);
            }
        }
    }
    let others = columns.iter().map(|(_, currency)| *currency).zip(days);
    let all = std::iter::once((Currency::Eur, euro))
        .chain(others.filter(|(currency, _)| *currency != Currency::Usd));
    let rates = all.flat_map(|(currency, days)| {
        averages(&days).into_iter().map(move |(period, units_per_usd)| Rate {
            currency,
            period,
            units_per_usd,
            source: SOURCE.to_owned(),
            url: URL.to_owned(),
        })
    });
    Ok(rates.collect())
}

#[cfg(test)]
mod tests {
    use crate::{rates::read_file, values::Currency};

    #[test]
    fn a_month_is_the_mean_of_its_days_and_ends_before_it_counts() {
        let file = "Date,USD,JPY,PLN,CYP,ZAR,\n\
                    2026-04-01,1.25,200,4.5,N/A,20,\n\
                    2026-03-31,1.2,180,4.8,N/A,N/A,\n\
                    2026-03-16,1.25,190,4.5,N/A,N/A,\n\
                    2026-03-02,1,170,4,N/A,N/A,\n\
                    2026-02-27,1.1,N/A,4,N/A,N/A,\n";
        let rates = read_file("eurofxref-hist.csv", file.as_bytes()).unwrap();
        let of = |currency: Currency| -> Vec<(String, f64)> {
            let of = rates.iter().filter(|rate| rate.currency == currency);
            of.map(|rate| (rate.period.to_string(), rate.units_per_usd)).collect()
        };
        // (1/1 + 1/1.25 + 1/1.2) / 3, and (4/1 + 4.5/1.25 + 4.8/1.2) / 3.
        assert_eq!(of(Currency::Eur), [("2026-03".to_owned(), 0.877778)]);
        assert_eq!(of(Currency::Pln), [("2026-03".to_owned(), 3.86667)]);
        assert_eq!(of(Currency::Jpy), [("2026-03".to_owned(), 157.333)], "(170 + 152 + 150) / 3");
        assert!(of(Currency::Zar).is_empty() && of(Currency::Usd).is_empty());
        assert!(rates[0].source.contains("European Central Bank"));
    }

    #[test]
    fn a_year_is_the_mean_of_its_days_once_all_its_months_are_whole() {
        let file = |months: u8| {
            let rows = (1..=months).rev().flat_map(|month| {
                [(28, 1.0), (2, 2.0)].map(|(day, usd)| format!("2025-{month:02}-{day:02},{usd},10,\n"))
            });
            format!("Date,USD,SEK,\n{}", rows.collect::<String>())
        };
        let years = |months| {
            let rates = read_file("x", file(months).as_bytes()).unwrap();
            rates
                .iter()
                .filter(|rate| rate.period.to_string() == "2025")
                .map(|rate| rate.units_per_usd)
                .collect::<Vec<_>>()
        };
        assert_eq!(years(12), [0.75, 7.5]);
        assert!(years(11).is_empty());
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let said = |row: &str| read_file("x", format!("Date,USD,SEK\n{row}\n").as_bytes()).unwrap_err();
        assert_eq!(said("2025-13-01,1,10"), "Line 2: “2025-13-01” is no day");
        assert_eq!(said("2025-12-01,1,ten"), "Line 2: “ten” is no rate");
        assert!(said("2025-12-01,1,10").contains("no average"));
    }
}
