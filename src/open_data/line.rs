//! How rows are written. They come as lines of JSON, whatever is made of them.

use super::{
    dictionary::Kind,
    file::{DataFile, Format},
};
use crate::values::spreadsheet;
use anyhow::Context as _;
use serde_json::{Map, Value};

impl DataFile {
    /// The line above all rows; empty where the format has none.
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
                record(
                    self.columns
                        .iter()
                        .map(|column| cell(column.kind, row.get(column.name).unwrap_or(&Value::Null))),
                )
            }
        }
    }
}

/// By RFC 4180: quoted where needed, with CR LF at the end.
pub fn record(cells: impl Iterator<Item = String>) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.map(String::into_bytes))?;
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Numbers are numbers, a loss included, and days are days; other text stays text.
fn cell(kind: Kind, value: &Value) -> String {
    match (value, kind) {
        (Value::Null, _) => String::new(),
        (Value::String(text), Kind::Text) => spreadsheet::harmless(text),
        (Value::String(text), _) => text.clone(),
        (other, _) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_stay_text_and_a_loss_stays_a_number() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "1-2", "2026-03", "12E4567", "TRUE"] {
            assert_eq!(cell(Kind::Text, &json!(text)), format!("'{text}"));
        }
        assert_eq!(cell(Kind::Text, &json!("I made 3 of 5")), "I made 3 of 5");
        assert_eq!(cell(Kind::Cents, &json!(-500)), "-500");
        assert_eq!(cell(Kind::Number("hours"), &json!(7.5)), "7.5");
        assert_eq!(cell(Kind::Day, &json!("2026-11-22")), "2026-11-22");
        assert_eq!(cell(Kind::Id, &json!("12345678-1234-4123-8123-123456789012")).len(), 36);
        assert_eq!(cell(Kind::Flag, &json!(true)), "true");
        assert_eq!(cell(Kind::Text, &Value::Null), "");
    }

    #[test]
    fn a_record_is_quoted_where_it_must_be() {
        let cells = ["plain", "a, b", "say \"no\"", "two\nlines"].map(str::to_owned);
        let written = String::from_utf8(record(cells.into_iter()).unwrap()).unwrap();
        assert_eq!(written, "plain,\"a, b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    }
}
