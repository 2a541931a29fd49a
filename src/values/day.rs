use serde::{Deserialize as _, Deserializer};
use time::{Date, Month};

/// A date as TOML writes it, without quotation marks.
pub fn day_of_file<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    let date = written.date.filter(|_| written.time.is_none());
    date.and_then(|date| {
        let month = Month::try_from(date.month).ok()?;
        Date::from_calendar_date(date.year.into(), month, date.day).ok()
    })
    .ok_or_else(|| serde::de::Error::custom("must be a day, like 2026-11-22"))
}
