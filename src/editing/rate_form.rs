//! The form by which an editor enters a rate, or another in place of one.

use super::reason::Reason;
use crate::{
    rates::{Period, Rate, StoredRate},
    values::{ClosedList as _, Currency, Line, Month, is_blank},
    web::{Errors, FormData, Reader},
};
use time::Date;

/// Beyond these no currency's unit ever was.
const SOUND: std::ops::RangeInclusive<f64> = 0.000_001..=1_000_000_000.0;

/// The rate and the reason that the form gives, or what is wrong with it.
pub fn read(form: &FormData, today: Date) -> Result<(Rate, Reason), Errors> {
    let mut reader = Reader::new(form);
    let currency = reader.parse("currency", |word| match Currency::from_word(word) {
        None | Some(Currency::Usd) => Err("Choose the currency".to_owned()),
        Some(currency) => Ok(currency),
    });
    let period = reader.parse("period", |text| period(text, today));
    let units_per_usd = reader.parse("units_per_usd", units);
    let source = reader.parse("source", |text| Line::<5, 300>::parse(text, "The source"));
    let url = reader.optional("url", address);
    let reason = Reason::read(form);
    let errors = match reason {
        Err(wrong) => {
            reader.errors.extend(wrong);
            reader.errors
        }
        Ok(reason) => match (currency, period, units_per_usd, source) {
            (Some(currency), Some(period), Some(units_per_usd), Some(source)) if reader.errors.is_empty() => {
                let source = source.into_string();
                let url = url.unwrap_or_default();
                return Ok((Rate { currency, period, units_per_usd, source, url }, reason));
            }
            _ => reader.errors,
        },
    };
    Err(errors)
}

fn period(text: &str, today: Date) -> Result<Period, String> {
    let period: Period = text.trim().parse()?;
    let is_over = period.months().is_some_and(|[_, last]| last < Month::of(today));
    if is_over {
        Ok(period)
    } else {
        Err(format!("{} has not ended, so it has no average yet", period.in_words()))
    }
}

fn units(text: &str) -> Result<f64, String> {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number =
        text.trim().parse::<f64>().ok().filter(|number| is_plain(text.trim()) && SOUND.contains(number));
    number.ok_or_else(|| {
        "Units for one US dollar must be a number above 0, with a point before its decimals and no other mark, like 0.8845 or 1478.97"
            .to_owned()
    })
}

fn address(text: &str) -> Result<String, String> {
    let address = Line::<0, 500>::parse(text, "The address")?.into_string();
    let is_address = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    match is_address && !address.contains(char::is_whitespace) {
        true => Ok(address),
        false => Err("The address must begin with https:// or http:// and hold no space".to_owned()),
    }
}

/// The form, blank but for what an address asks for, or filled in to put another rate in place of this one.
pub fn filled(currency: Option<Currency>, period: &str, there: Option<&StoredRate>) -> FormData {
    let mut form = FormData::default();
    if let Some(currency) = currency {
        form.set("currency", currency.word());
    }
    if !is_blank(period) {
        form.set("period", period);
    }
    if let Some(there) = there {
        form.set("units_per_usd", there.rate.units_per_usd.to_string());
        form.set("source", there.rate.source.clone());
        form.set("url", there.rate.url.clone());
        form.set("replaces", there.id.to_string());
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn what_has_not_ended_has_no_average() {
        let of = |text| period(text, date!(2026 - 11 - 30));
        assert_eq!(of(" 2026-10 ").unwrap().to_string(), "2026-10");
        assert_eq!(of("2025").unwrap(), Period::Year(2025));
        for text in ["2026", "2026-11", "2027"] {
            assert!(of(text).unwrap_err().contains("has not ended"), "{text}");
        }
        assert!(of("last year").is_err());
    }

    #[test]
    fn units_are_read_one_way_alone() {
        assert_eq!(
            [" 0.8845", "1478.97", "16000"].map(|text| units(text).unwrap()),
            [0.8845, 1_478.97, 16_000.0]
        );
        for text in
            ["", "0", "-1", "0,8845", "1,478.97", "1e3", "inf", "NaN", "EUR 0.9", "9999999999", "0.0000001"]
        {
            assert!(units(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_one_that_a_reader_can_follow() {
        assert!(address("https://fred.stlouisfed.org/series/AEXUSEU").is_ok());
        for text in ["javascript:alert(1)", "fred.stlouisfed.org", "https://a b"] {
            assert!(address(text).is_err(), "{text}");
        }
    }
}
