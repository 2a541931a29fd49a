//! How rows are written. They come as lines of JSON, whatever is made of them.

use super::file::{DataFile, Format};
use anyhow::Context as _;
use serde_json::{Map, Value};

impl DataFile {
    /// What stands above all rows.
    pub fn head(&self) -> anyhow::Result<Vec<u8>> {
        match self.format {
            Format::Csv => record(self.columns.iter().map(|column| column.name.to_owned())),
            Format::Ndjson => Ok(Vec::new()),
        }
    }

    /// A row, ready to be written.
    pub fn line(&self, json: &str) -> anyhow::Result<Vec<u8>> {
        match self.format {
            Format::Ndjson => Ok(format!("{json}\n").into_bytes()),
            Format::Csv => {
                let row: Map<String, Value> = serde_json::from_str(json).context("reading a row")?;
                record(self.columns.iter().map(|column| cell(row.get(column.name).unwrap_or(&Value::Null))))
            }
        }
    }
}

/// By RFC 4180: quoted where needed, with CR LF at the end.
fn record(cells: impl Iterator<Item = String>) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.map(String::into_bytes))?;
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Numbers are numbers, a loss included; only text can be taken for a formula.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        other => other.to_string(),
    }
}

/// Text that a spreadsheet does not obey: an apostrophe stands before what would begin a formula.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_formula_becomes_text_and_a_loss_stays_a_number() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(cell(&json!(formula)), format!("'{formula}"));
        }
        assert_eq!(cell(&json!(-500)), "-500");
        assert_eq!(cell(&json!(7.5)), "7.5");
        assert_eq!(cell(&json!("1-2")), "1-2");
        assert_eq!(cell(&json!(true)), "true");
        assert_eq!(cell(&Value::Null), "");
    }

    #[test]
    fn a_record_is_quoted_where_it_must_be() {
        let cells = ["plain", "a, b", "say \"no\"", "two\nlines"].map(str::to_owned);
        let written = String::from_utf8(record(cells.into_iter()).unwrap()).unwrap();
        assert_eq!(written, "plain,\"a, b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    }
}
