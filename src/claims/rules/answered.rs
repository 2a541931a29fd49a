//! What the reader's own answers decide. They win over the text.

use super::Flag;
use crate::claims::{
    fields::Fields,
    lists::{Basis, Proof, Sells, Teller},
};
use crate::values::ClosedList as _;

/// In days.
pub const SOON: f64 = 31.0;

/// What an answer says of a flag: `Some(Some(words))` raises it, `Some(None)` keeps it down, `None` leaves it to the text.
pub fn decides(flag: Flag, fields: &Fields) -> Option<Option<String>> {
    let answer = |name: &str, label: &str| format!("{name}: {label}");
    match flag {
        Flag::SellsTheMethod => fields
            .sells
            .map(|sells| (sells == Sells::Method).then(|| answer("What they sell", sells.label()))),
        Flag::RecruitsOthers => {
            fields.sells.map(|sells| (sells == Sells::Place).then(|| answer("What they sell", sells.label())))
        }
        Flag::UpfrontFee => fields.fee.map(|fee| {
            (fee.0 > 0).then(|| answer("To pay first", &fee.in_currency(fields.currency_typed())))
        }),
        Flag::DaysNotMonths => fields
            .taken
            .map(|taken| (taken.days() <= SOON).then(|| answer("How long it takes", &taken.in_words()))),
        Flag::ScreenshotOnly => fields
            .proof
            .map(|proof| (proof == Proof::Screenshot).then(|| answer("Proof offered", proof.label()))),
        Flag::LifestyleProof => fields.proof.and_then(|proof| {
            (proof == Proof::Lifestyle).then(|| Some(answer("Proof offered", proof.label())))
        }),
        Flag::GrossAsProfit => {
            fields.basis.map(|basis| (basis == Basis::Gross).then(|| answer("The sum is", basis.label())))
        }
        Flag::NoNamedOperator => {
            fields.says.map(|says| (says == Teller::Unnamed).then(|| answer("Who says it", says.label())))
        }
        _ => None,
    }
}
