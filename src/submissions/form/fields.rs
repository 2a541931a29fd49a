//! How single fields are read, in the words of their complaints.

use crate::clock;
use crate::values::{
    Amount, Cents, ClosedList, Currency, Month, amount::Hundredths, is_blank, month::Unread, unclean,
};
use crate::web::{FormData, Reader};
use time::Date;

/// A reader of these fields, each of which may hold only characters that can be kept.
pub fn reader<'a>(form: &'a FormData, fields: &[&'static str]) -> Reader<'a> {
    let mut reader = Reader::new(form);
    for field in fields {
        if let Some(place) = form.all(field).find_map(unclean) {
            let complaint = format!("This has a character we cannot keep, at place {place}; take it out");
            reader.errors.add(field, complaint);
        }
    }
    reader
}

/// An amount of this currency, or of any while none is chosen; with a sign of another it is a complaint.
pub fn amount(
    reader: &mut Reader<'_>,
    field: &'static str,
    name: &str,
    currency: Option<Currency>,
) -> Option<Cents> {
    reader.parse(field, |text| amount_in(text, name, currency))
}

/// An amount as [`amount`] reads it, where a blank one is nothing.
pub fn amount_or_none(
    reader: &mut Reader<'_>,
    field: &'static str,
    name: &str,
    currency: Option<Currency>,
) -> Option<Cents> {
    if is_blank(reader.value(field)) {
        return Some(Cents(0));
    }
    amount(reader, field, name, currency)
}

/// The amount in a field, in this currency or in any; else a complaint that begins with `name`.
pub fn amount_in(text: &str, name: &str, currency: Option<Currency>) -> Result<Cents, String> {
    let amount = Amount::parse(text, name)?;
    currency.map_or(Ok(amount.cents), |currency| amount.in_currency(currency, name))
}

/// Whether the question was answered with yes; anything but yes and no is a complaint.
pub fn yes_or_no(reader: &mut Reader<'_>, field: &'static str, complaint: &str) -> Option<bool> {
    reader.parse(field, |text| match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(complaint.to_owned()),
    })
}

/// The two fields of a month.
pub type MonthFields = [&'static str; 2];

/// A month of two fields; the complaint stands at the one that is wrong.
pub fn month(reader: &mut Reader<'_>, [month, year]: MonthFields, name: &str) -> Option<Month> {
    let said = format!("{name} must be a month and a year, like 3 2025 or March 2025");
    match Month::parse(reader.value(month), reader.value(year)) {
        Ok(read) => return Some(read),
        Err(Unread::Month) => reader.errors.add(month, said),
        Err(Unread::Year) => reader.errors.add(year, said),
        Err(Unread::Apart) => {
            reader.errors.add(year, format!("{name}: this and the field of the month do not say the same"));
        }
    }
    None
}

/// A month as [`month`] reads it, from `earliest` to `latest`; the complaint stands at the field that lies outside.
pub fn month_within(
    reader: &mut Reader<'_>,
    fields: MonthFields,
    name: &str,
    [earliest, latest]: [Month; 2],
) -> Option<Month> {
    let month = month(reader, fields, name)?;
    if (earliest..=latest).contains(&month) {
        return Some(month);
    }
    let bound = if month < earliest { earliest } else { latest };
    reader.errors.add(
        apart(fields, month, bound),
        format!("{name} must be between {earliest} and {latest}; you entered {month}"),
    );
    None
}

/// From January 2000 to the last month that has begun anywhere.
pub fn so_far(today: Date) -> [Month; 2] {
    let latest = Month::of(clock::furthest(today));
    [Month::numbered(2000, 1).unwrap_or(latest), latest]
}

/// The field in which a month differs from another: that of the year if the years do.
pub fn apart([month, year]: MonthFields, one: Month, other: Month) -> &'static str {
    if one.year() == other.year() { month } else { year }
}

pub fn are_blank(reader: &Reader<'_>, fields: MonthFields) -> bool {
    fields.iter().all(|field| is_blank(reader.value(field)))
}

/// Puts a value of a list into its field.
pub fn put<T: ClosedList>(form: &mut FormData, field: &str, value: T) {
    form.set(field, value.word());
}

pub fn put_all<T: ClosedList>(form: &mut FormData, field: &str, values: &[T]) {
    for value in values {
        form.add(field, value.word());
    }
}

pub fn put_month(form: &mut FormData, [month, year]: [&str; 2], value: Option<Month>) {
    if let Some(value) = value {
        form.set(month, value.number().to_string());
        form.set(year, value.year().to_string());
    }
}

/// As people type it, without a sign of any currency.
pub fn put_amount(form: &mut FormData, field: &str, amount: Cents) {
    form.set(field, amount.to_string());
}

/// Hours, as people type them.
pub fn put_hours(form: &mut FormData, field: &str, hours: f64) {
    form.set(field, Hundredths(hours).to_string());
}

pub fn put_yes(form: &mut FormData, field: &str, yes: bool) {
    if yes {
        form.set(field, "yes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_into_a_field_reads_the_same() {
        let mut form = FormData::default();
        for cents in [0, 5, 750, 125_000, 123_456_789] {
            put_amount(&mut form, "sum", Cents(cents));
            assert_eq!(amount_in(form.value("sum"), "It", None), Ok(Cents(cents)));
        }
        for hours in [0.1 + 0.2, 7.5, 1_250.0, 12.345] {
            put_hours(&mut form, "hours", hours);
            let read = crate::values::amount::number(form.value("hours"), "Hours", 2_000).unwrap();
            assert!((read - hours).abs() < 0.005 + 1e-9);
        }
    }
}
