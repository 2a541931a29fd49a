use super::Came;
use crate::values::UsdCents;
use serde::{Deserialize, Serialize};

/// One published report, as far as figures need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Net of costs, before tax, a month while active. US cents, negative for a loss.
    pub monthly_cents: UsdCents,
    /// Everything that came in since the start less everything spent.
    pub over_all_cents: UsdCents,
    /// Net for each hour worked, unpaid hours included. None where the hours are not known.
    pub hourly_cents: Option<UsdCents>,
    /// From the start to the first income; none if nothing was ever earned.
    pub months_to_first: Option<f64>,
    /// Whether a moderator saw a document that supports the sums.
    pub proof_seen: bool,
    /// Whether a moderator read everything that it says.
    pub was_read: bool,
    pub ending: Ending,
    pub came: Came,
}

/// How it stands with an attempt, as its mark on the page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Earning,
    Faded,
    Waiting,
    Nothing,
    Paused,
}

impl Ending {
    pub const ALL: [Self; 5] = [Self::Earning, Self::Faded, Self::Waiting, Self::Nothing, Self::Paused];

    /// The name of its symbol.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Earning => "earning",
            Self::Faded => "faded",
            Self::Waiting => "waiting",
            Self::Nothing => "nothing",
            Self::Paused => "paused",
        }
    }

    /// The name of its colour. A pause is coloured as waiting.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Paused => Self::Waiting.mark(),
            other => other.mark(),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Earning => "Earning",
            Self::Faded => "Earned, then stopped",
            Self::Waiting => "Nothing yet",
            Self::Nothing => "Stopped with nothing",
            Self::Paused => "Paused",
        }
    }
}
