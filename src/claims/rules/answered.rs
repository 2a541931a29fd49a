//! Flags that the reader's own answers decide. They win over the text.

use super::Flag;
use crate::claims::{
    fields::Fields,
    lists::{Basis, Proof, Sells, Teller},
};
use crate::values::ClosedList as _;

/// A result in so many days or fewer is soon.
pub const SOON_DAYS: f64 = 31.0;

/// The question of the form whose answer decides a flag, whatever the text says.
pub fn question(flag: Flag) -> Option<&'static str> {
    match flag {
        Flag::SellsTheMethod | Flag::RecruitsOthers => Some("What they sell"),
        Flag::UpfrontFee => Some("To pay first"),
        Flag::DaysNotMonths => Some("How long it takes"),
        Flag::ScreenshotOnly | Flag::LifestyleProof => Some("Proof offered"),
        Flag::GrossAsProfit => Some("The sum is"),
        Flag::NoNamedOperator => Some("Who says it"),
        Flag::NoHours => Some("Hours it takes"),
        _ => None,
    }
}

/// The effect of an answer on a flag: `Some(Some(words))` raises it, `Some(None)` keeps it down, `None` leaves it to the
/// text.
pub fn decides(flag: Flag, fields: &Fields) -> Option<Option<String>> {
    let answer = |label: &str| question(flag).map_or(label.to_owned(), |name| format!("{name}: {label}"));
    match flag {
        Flag::SellsTheMethod => {
            fields.sells.map(|sells| (sells == Sells::Method).then(|| answer(sells.label())))
        }
        Flag::RecruitsOthers => {
            fields.sells.map(|sells| (sells == Sells::Place).then(|| answer(sells.label())))
        }
        Flag::UpfrontFee => fields.fee.map(|fee| {
            let currency = fee.currency.unwrap_or(fields.currency_typed());
            (fee.cents.0 > 0).then(|| answer(&fee.cents.of(currency).to_string()))
        }),
        Flag::DaysNotMonths => {
            fields.taken.map(|taken| (taken.days() <= SOON_DAYS).then(|| answer(&taken.in_words())))
        }
        Flag::ScreenshotOnly => {
            fields.proof.map(|proof| (proof == Proof::Screenshot).then(|| answer(proof.label())))
        }
        Flag::LifestyleProof => {
            fields.proof.and_then(|proof| (proof == Proof::Lifestyle).then(|| Some(answer(proof.label()))))
        }
        Flag::GrossAsProfit => {
            fields.basis.map(|basis| (basis == Basis::Gross).then(|| answer(basis.label())))
        }
        Flag::NoNamedOperator => {
            fields.says.map(|says| (says == Teller::Unnamed).then(|| answer(says.label())))
        }
        _ => None,
    }
}
