use super::svg::number;
use crate::{figures::Monthly, values::UsdCents};

/// One person's month: filled if a moderator saw proof, a ring if it is the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    pub monthly_cents: UsdCents,
    pub proof_seen: bool,
}

impl From<Monthly> for Dot {
    fn from(month: Monthly) -> Self {
        Self { monthly_cents: month.cents, proof_seen: month.proof_seen }
    }
}

impl Dot {
    /// More dots than this are a blot in a strip, and a page too heavy for a phone.
    pub const MOST: usize = 1_000;

    /// Everybody's dot; none of more people than `most`, who would be a blot, and a page too heavy for a phone.
    pub fn of_all(people: impl Iterator<Item = Monthly>, most: usize) -> Vec<Self> {
        let dots: Vec<Self> = people.take(most + 1).map(Self::from).collect();
        if dots.len() <= most { dots } else { Vec::new() }
    }
}

/// The path command that makes a dot.
pub(super) fn mark(x: f64, y: f64) -> String {
    format!("M{} {}h0", number(x), number(y))
}
