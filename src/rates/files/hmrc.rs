//! `average_csv_YYYY-12.csv`: HMRC's averages for the year to 31 December, units of each currency for one pound.

use super::{number, rounded};
use crate::{
    rates::{Period, Rate},
    values::{ClosedList as _, Currency},
};
use std::collections::BTreeMap;

pub fn read(name: &str, header: &[String], rows: &[Vec<String>]) -> Result<Vec<Rate>, String> {
    let year = year(name).ok_or_else(|| {
        format!("The year of HMRC’s averages is in the name of their file, like average_csv_2025-12.csv; this is {name}. Averages \
                 for the year to 31 March are of no calendar year")
    })?;
    let column = |name: &str| {
        header.iter().position(|known| known.starts_with(name)).ok_or(format!("There is no column “{name}”"))
    };
    let (code, units) = (column("Currency Code")?, column("Currency Units per")?);
    let mut per_pound = BTreeMap::new();
    for (line, row) in (2..).zip(rows) {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        // Several countries share a currency.
        if let (Some(currency), Some(units)) =
            (Currency::from_word(cell(code)), number(&cell(units).replace(',', ""), line)?)
        {
            per_pound.entry(currency).or_insert(units);
        }
    }
    let dollars = per_pound.remove(&Currency::Usd).ok_or("There is no line of the US dollar")?;
    per_pound.insert(Currency::Gbp, 1.0);
    let rates = per_pound.into_iter().map(|(currency, units)| Rate {
        currency,
        period: Period::Year(year),
        units_per_usd: rounded(units / dollars),
        source: format!("HMRC currency exchange average rates, average for the year to 31 December {year}. HM Revenue & Customs (United Kingdom)"),
        url: format!("https://www.trade-tariff.service.gov.uk/api/v2/exchange_rates/files/average_csv_{year}-12.csv"),
    });
    Ok(rates.collect())
}

fn year(name: &str) -> Option<i32> {
    let period = name.rsplit('/').next()?.strip_prefix("average_csv_")?.strip_suffix("-12.csv")?;
    match period.parse() {
        Ok(Period::Year(year)) => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rates::read_file;

    const FILE: &str = "Country,Unit Of Currency,Currency Code,Sterling value of Currency Unit £,Currency Units per £1\n\
                        Eurozone,Euro,EUR,0.85,1.2\nNigeria,Naira,NGN,0.0005,\"2,000.5\"\nEcuador,Dollar,USD,0.8,1.25\nUSA,Dollar,USD,0.8,1.25\n\
                        Nowhere,Shell,XYZ,1,1\n";

    #[test]
    fn units_for_a_pound_are_divided_by_the_dollars_for_one() {
        let rates = read_file("average_csv_2025-12.csv", FILE.as_bytes()).unwrap();
        let said: Vec<String> =
            rates.iter().map(|rate| format!("{} {}", rate.period, rate.units())).collect();
        assert_eq!(said, ["2025 0.96 EUR", "2025 0.8 GBP", "2025 1600.4 NGN"]);
    }

    #[test]
    fn the_year_is_in_the_name_of_the_file() {
        for name in ["average_csv_2025-3.csv", "rates.csv", "average_csv_25-12.csv"] {
            assert!(read_file(name, FILE.as_bytes()).unwrap_err().contains(name), "{name}");
        }
    }
}
