//! The files that central banks and tax offices publish, told apart by their headers.

mod days;
mod ecb;
mod fed;
mod hmrc;

use super::Rate;
use time::{Date, macros::format_description};

/// Said of whatever is none of the files.
const KNOWN: &str = "This is none of the files that can be read: the ECB’s history of reference rates (eurofxref-hist.csv), a series \
    of FRED (fredgraph.csv), a download of the Federal Reserve’s, or HMRC’s averages for the year to 31 December \
    (average_csv_YYYY-12.csv)";

/// The rates of a file of this name, or why there are none. A period that had not ended when the file was written is left out.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Rate>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| KNOWN.to_owned())?;
    let rows = rows(text.trim_start_matches('\u{feff}'))?;
    let (header, rest) = rows.split_first().ok_or("The file is empty")?;
    let first = |row: &[String]| row.first().cloned().unwrap_or_default();
    let rates = match (first(header).as_str(), header.get(1).map(String::as_str)) {
        ("Date", _) if header.iter().any(|name| name == "USD") => ecb::read(header, rest)?,
        ("observation_date" | "DATE", Some(_)) => fed::read_series(header, rest)?,
        ("Series Description", _) => fed::read_download(&rows)?,
        ("Country", _) if header.iter().any(|name| name == "Currency Code") => {
            hmrc::read(name, header, rest)?
        }
        _ => return Err(KNOWN.to_owned()),
    };
    if rates.is_empty() {
        return Err(
            "The file holds no average of a month or a year that has ended, in a currency of ours".to_owned()
        );
    }
    Ok(rates)
}

fn rows(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("The file cannot be read: {error}"))?;
        rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Ok(rows)
}

/// A number above 0, or none where a file has none: `N/A`, `ND`, `.` or nothing.
fn number(cell: &str, line: usize) -> Result<Option<f64>, String> {
    if matches!(cell, "" | "." | "N/A" | "ND" | "NC") {
        return Ok(None);
    }
    let number = cell.parse::<f64>().ok().filter(|number| *number > 0.0 && number.is_finite());
    number.map(Some).ok_or_else(|| format!("Line {line}: “{cell}” is no rate"))
}

/// A day as all of them write it: `2026-03-31`.
fn day_of(cell: &str) -> Option<Date> {
    Date::parse(cell, format_description!("[year]-[month]-[day]")).ok()
}

/// The number with so many significant digits, as text without zeros at its end.
pub fn significant(number: f64, digits: usize) -> String {
    format!("{number:.*e}", digits.saturating_sub(1)).parse::<f64>().unwrap_or(number).to_string()
}

/// Six significant digits are more than any source has.
fn rounded(number: f64) -> f64 {
    significant(number, 6).parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_none_of_the_files_is_refused_in_words() {
        for text in
            ["a,b\n1,2\n", "<html></html>", "{}", "Date,EUR\n2026-01-01,1\n", "Currency,Rate\nEUR,0.9"]
        {
            assert!(
                read("x.csv", text.as_bytes()).unwrap_err().starts_with("This is none of the files"),
                "{text}"
            );
        }
        assert_eq!(read("x.csv", b"").unwrap_err(), "The file is empty");
        assert!(
            read("x.csv", &[0xff, 0xfe, 0]).is_err() && read("x.csv", &[b'P', b'K', 3, 4, 0x99]).is_err()
        );
    }

    #[test]
    fn numbers_keep_their_significant_digits() {
        assert_eq!(
            [0.949_306_6, 1_478.965_1, 0.000_676_12].map(|n| significant(n, 6)),
            ["0.949307", "1478.97", "0.00067612"]
        );
    }
}
