use super::svg::number;
use crate::figures::Outcome;

/// One person's month: filled if a moderator saw proof, a ring if it is the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    pub monthly_cents: i64,
    pub proof_seen: bool,
}

impl From<&Outcome> for Dot {
    fn from(outcome: &Outcome) -> Self {
        Self { monthly_cents: outcome.monthly_cents, proof_seen: outcome.proof_seen }
    }
}

/// The path command that makes a dot.
pub(super) fn mark(x: f64, y: f64) -> String {
    format!("M{} {}h0", number(x), number(y))
}
