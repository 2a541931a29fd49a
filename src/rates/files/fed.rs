//! The Federal Reserve's series, through FRED or its own download: some are units for one dollar, others dollars for one unit.

use super::{
    day_of,
    days::{Days, averages},
    number, rounded,
};
use crate::{
    rates::{Period, Rate},
    values::{Currency, Month},
};

/// The Federal Reserve's two letters for whose currency it is.
const COUNTRIES: [(&str, Currency); 23] = [
    ("AL", Currency::Aud),
    ("BZ", Currency::Brl),
    ("CA", Currency::Cad),
    ("CH", Currency::Cny),
    ("DN", Currency::Dkk),
    ("EU", Currency::Eur),
    ("HK", Currency::Hkd),
    ("IN", Currency::Inr),
    ("JA", Currency::Jpy),
    ("JP", Currency::Jpy),
    ("KO", Currency::Krw),
    ("MA", Currency::Myr),
    ("MX", Currency::Mxn),
    ("NO", Currency::Nok),
    ("NZ", Currency::Nzd),
    ("SD", Currency::Sek),
    ("SF", Currency::Zar),
    ("SI", Currency::Sgd),
    ("SL", Currency::Lkr),
    ("SZ", Currency::Chf),
    ("TA", Currency::Twd),
    ("TH", Currency::Thb),
    ("UK", Currency::Gbp),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Month,
    Year,
}

#[derive(Debug)]
struct Series {
    currency: Currency,
    every: Every,
    /// Dollars for one unit, not units for one dollar.
    is_inverse: bool,
    source: String,
    url: String,
}

/// `fredgraph.csv`: a column for each series.
pub fn read_series(header: &[String], rows: &[Vec<String>]) -> Result<Vec<Rate>, String> {
    let series: Option<Vec<Series>> = header.iter().skip(1).map(|name| Series::of_fred(name)).collect();
    let unknown = || {
        let names = header.get(1..).unwrap_or_default().join(", ");
        format!("{names}: not all of these are series of exchange rates, like DEXUSEU, EXUSUK or AEXBZUS")
    };
    let series: Vec<_> = (1..).zip(series.ok_or_else(unknown)?).collect();
    values(&series, rows, 2)
}

/// The Federal Reserve's own download: six rows of headings, of which the last names the series.
pub fn read_download(rows: &[Vec<String>]) -> Result<Vec<Rate>, String> {
    const NO_SERIES: &str =
        "A download of the Federal Reserve’s has a row “Time Period” that names series like RXI_N.B.BZ";
    let at =
        rows.iter().position(|row| row.first().is_some_and(|name| name == "Time Period")).ok_or(NO_SERIES)?;
    let names = rows.get(at).into_iter().flatten().enumerate().skip(1);
    // Indices of the dollar stand among them.
    let series: Vec<_> = names.filter_map(|(at, name)| Some((at, Series::of_download(name)?))).collect();
    if series.is_empty() {
        return Err(NO_SERIES.to_owned());
    }
    values(&series, rows.get(at + 1..).unwrap_or_default(), at + 2)
}

impl Series {
    /// `DEXUSEU`, `EXBZUS`, `AEXUSUK`
    fn of_fred(name: &str) -> Option<Self> {
        let (every, pair) = match name.split_once("EX")? {
            ("D", pair) => (Every::Day, pair),
            ("", pair) => (Every::Month, pair),
            ("A", pair) => (Every::Year, pair),
            _ => return None,
        };
        let (country, is_inverse) = match (pair.strip_prefix("US"), pair.strip_suffix("US")) {
            (Some(country), _) => (country, true),
            (_, country) => (country?, false),
        };
        let release = match every {
            Every::Day => "Foreign exchange rates (H.10), mean of the daily rates",
            Every::Month => "Monthly average exchange rate (G.5)",
            Every::Year => "Annual average exchange rate (G.5A)",
        };
        Some(Self {
            currency: currency(country)?,
            every,
            is_inverse,
            source: format!(
                "{release}, FRED series {name}. Board of Governors of the Federal Reserve System"
            ),
            url: format!("https://fred.stlouisfed.org/series/{name}"),
        })
    }

    /// `RXI_N.B.BZ`, `RXI$US_N.M.UK`
    fn of_download(name: &str) -> Option<Self> {
        let (unit, rest) = name.split_once("_N.")?;
        let (often, country) = rest.split_once('.')?;
        let every = match often {
            "B" | "D" => Every::Day,
            "M" => Every::Month,
            "A" => Every::Year,
            _ => return None,
        };
        let is_inverse = match unit {
            "RXI" => false,
            "RXI$US" => true,
            _ => return None,
        };
        Some(Self {
            currency: currency(country)?,
            every,
            is_inverse,
            source: format!(
                "Foreign exchange rates, series {name}. Board of Governors of the Federal Reserve System"
            ),
            url: "https://www.federalreserve.gov/datadownload/Choose.aspx?rel=H10".to_owned(),
        })
    }
}

fn currency(country: &str) -> Option<Currency> {
    COUNTRIES.iter().find(|(known, _)| *known == country).map(|(_, currency)| *currency)
}

/// The averages in these columns and rows, the first of which is on this line of the file.
fn values(series: &[(usize, Series)], rows: &[Vec<String>], first_line: usize) -> Result<Vec<Rate>, String> {
    let mut rates = Vec::new();
    for (at, series) in series {
        let mut days = Days::new();
        for (line, row) in (first_line..).zip(rows) {
            let cell = |at: usize| row.get(at).map_or("", String::as_str);
            let Some(value) = number(cell(*at), line)? else { continue };
            let value = if series.is_inverse { 1.0 / value } else { value };
            let wrong = || format!("Line {line}: “{}” is no day, month or year", cell(0));
            match series.every {
                Every::Day => drop(days.insert(day_of(cell(0)).ok_or_else(wrong)?, value)),
                every => rates.push(series.rate(period(cell(0), every).ok_or_else(wrong)?, rounded(value))),
            }
        }
        rates.extend(averages(&days).into_iter().map(|(period, mean)| series.rate(period, mean)));
    }
    Ok(rates)
}

impl Series {
    fn rate(&self, period: Period, units_per_usd: f64) -> Rate {
        Rate {
            currency: self.currency,
            period,
            units_per_usd,
            source: self.source.clone(),
            url: self.url.clone(),
        }
    }
}

/// Of `2025-03-01`, or of what a download writes for months and years: `2025-03`, `2025`.
fn period(text: &str, every: Every) -> Option<Period> {
    let month = match (day_of(text), text.parse()) {
        (Some(day), _) => Month::of(day),
        (None, Ok(Period::Month(month))) => month,
        (None, Ok(Period::Year(year))) if every == Every::Year => return Some(Period::Year(year)),
        _ => return None,
    };
    Some(if every == Every::Year { Period::Year(month.year()) } else { Period::Month(month) })
}

#[cfg(test)]
mod tests {
    use crate::rates::read_file;

    fn read(text: &str) -> Vec<String> {
        let rates = read_file("a.csv", text.as_bytes()).unwrap();
        let said = |rate: &crate::rates::Rate| format!("{} {}", rate.period, rate.units());
        rates.iter().map(said).collect()
    }

    #[test]
    fn fred_says_by_the_series_which_way_round_it_is_and_how_often() {
        assert_eq!(read("observation_date,AEXBZUS\n2024-01-01,5.3872\n2025-01-01,.\n"), ["2024 5.3872 BRL"]);
        assert_eq!(read("DATE,EXUSUK\n2026-05-01,1.25\n2026-06-01,\n"), ["2026-05 0.8 GBP"]);
        assert_eq!(
            read("observation_date,AEXUSEU,AEXJPUS\n2024-01-01,1.0817,151.46\n"),
            ["2024 0.924471 EUR", "2024 151.46 JPY"]
        );
        assert_eq!(
            read("observation_date,DEXMXUS\n2026-01-02,18\n2026-01-19,.\n2026-01-30,17\n2026-02-02,20\n"),
            ["2026-01 17.5 MXN"]
        );
    }

    #[test]
    fn the_download_of_the_federal_reserve_has_six_rows_of_headings() {
        let file = "\"Series Description\",\"BRAZIL -- SPOT\",\"UK -- SPOT\"\n\"Unit:\",\"Currency:_Per_USD\",\"Currency:_Per_GBP\"\n\
                    \"Multiplier:\",\"1\",\"1\"\n\"Currency:\",\"BRL\",\"USD\"\n\
                    \"Unique Identifier: \",\"H10/H10/RXI_N.B.BZ\",\"H10/H10/RXI$US_N.B.UK\"\n\
                    \"Time Period\",\"RXI_N.B.BZ\",\"RXI$US_N.B.UK\"\n\
                    2026-03-02,5,1.25\n2026-03-16,ND,ND\n2026-03-30,6,1.6\n2026-03-31,ND,ND\n";
        assert_eq!(read(file), ["2026-03 5.5 BRL", "2026-03 0.7125 GBP"]);
        let annual = "Series Description,a\nTime Period,RXI_N.A.SZ\n2024,0.88\n2025,0.83\n";
        assert_eq!(read(annual), ["2024 0.88 CHF", "2025 0.83 CHF"]);
    }

    #[test]
    fn another_series_is_named() {
        for header in ["observation_date,GDP", "observation_date,DEXUSEU,DTWEXBGS", "DATE,EXUSXX"] {
            let said = read_file("a.csv", format!("{header}\n2024-01-01,1\n").as_bytes()).unwrap_err();
            assert!(said.contains(header.split_once(',').unwrap().1.replace(',', ", ").as_str()), "{said}");
        }
        assert!(
            read_file("a.csv", b"Series Description,a\nTime Period,JRXWTFB_N.B\n2024-01-01,1\n").is_err()
        );
    }
}
