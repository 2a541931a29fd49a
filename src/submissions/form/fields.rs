//! How single fields are read, in the words of their complaints.

use crate::values::{Cents, ClosedList, Month, unclean, usd};
use crate::web::{FormData, Reader};

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

/// A number of this many at most, decimals allowed: `7`, `7.5`.
pub fn number(text: &str, name: &str, most: u32) -> Result<f64, String> {
    let text = text.trim();
    let looks_right = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = text.parse().ok().filter(|_| looks_right);
    let number: f64 = number.ok_or_else(|| format!("{name} must be a number, like 7 or 7.5"))?;
    if number > f64::from(most) {
        return Err(format!("{name} must be {most} or fewer; you entered {text}"));
    }
    Ok(number)
}

/// A whole number of this many at most.
pub fn whole(text: &str, name: &str, most: u32) -> Result<u32, String> {
    let number = text.trim().parse().ok().filter(|_| text.trim().bytes().all(|byte| byte.is_ascii_digit()));
    match number {
        None => Err(format!("{name} must be a whole number, like 12")),
        Some(number) if number > most => Err(format!("{name} must be {most} or fewer; you entered {number}")),
        Some(number) => Ok(number),
    }
}

/// An amount; a blank one is nothing.
pub fn amount_or_none(reader: &mut Reader<'_>, field: &'static str, name: &str) -> Option<Cents> {
    if reader.value(field).trim().is_empty() {
        return Some(Cents(0));
    }
    amount(reader, field, name)
}

pub fn amount(reader: &mut Reader<'_>, field: &'static str, name: &str) -> Option<Cents> {
    reader.parse(field, |text| Cents::parse(text, name))
}

/// Whether the question was answered with yes; anything but yes and no is a complaint.
pub fn yes_or_no(reader: &mut Reader<'_>, field: &'static str, complaint: &str) -> Option<bool> {
    reader.parse(field, |text| match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(complaint.to_owned()),
    })
}

/// A month of two fields; the complaint stands at the first.
pub fn month(reader: &mut Reader<'_>, [month, year]: [&'static str; 2], name: &str) -> Option<Month> {
    let read = Month::parse(reader.value(month), reader.value(year));
    if read.is_none() {
        reader.errors.add(month, format!("{name} must be a month and a year, like 3 2025"));
    }
    read
}

pub fn is_blank(reader: &Reader<'_>, fields: [&str; 2]) -> bool {
    fields.iter().all(|field| reader.value(field).trim().is_empty())
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
    form.set(field, usd(amount).trim_start_matches('$'));
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
    fn numbers_say_their_limit_and_what_was_typed() {
        assert_eq!(number(" 7.5 ", "Hours", 112), Ok(7.5));
        assert_eq!(number("120", "Hours", 112), Err("Hours must be 112 or fewer; you entered 120".into()));
        for typed in ["", "ten", "-1", "1e3", "inf", "NaN", "1.2.3", "."] {
            assert!(number(typed, "Hours", 112).is_err(), "{typed}");
        }
        assert_eq!(whole("12", "Weeks", 2_000), Ok(12));
        assert!(whole("+12", "Weeks", 2_000).is_err());
    }
}
