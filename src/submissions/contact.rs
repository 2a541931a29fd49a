//! The address that an author left to be written to. It is kept apart from the report, and goes without a trace.

use time::OffsetDateTime;

#[derive(Debug)]
pub struct Contact {
    pub email: String,
    /// Whether its owner said that it is theirs.
    pub is_confirmed: bool,
    /// Whether its owner was asked that today, or is about to be.
    pub asked_today: bool,
    /// Whether a mail server took the letter that asks.
    pub is_written_to: bool,
    /// Whether none did, for good.
    pub has_failed: bool,
    /// When the last letter to it about this report was made, if that could not be delivered.
    pub undelivered: Option<OffsetDateTime>,
    /// The mail server's answer to that; empty when none was reached.
    pub why: String,
}

impl Contact {
    /// Whether a letter that asks its owner is on its way or there.
    pub fn is_asked(&self) -> bool {
        self.asked_today && !self.is_confirmed && !self.has_failed
    }

    /// How far its owner is from saying yes.
    pub fn standing(&self) -> &'static str {
        match self {
            Self { is_confirmed: true, .. } => {
                "You confirmed it: we tell you there what is decided, and remind you of follow-ups."
            }
            Self { has_failed: true, .. } => {
                "Our email to it was not taken, so we send no others. Is it right?"
            }
            Self { is_written_to: true, asked_today: true, .. } => {
                "We sent an email there: say yes in it, and we tell you there what is decided, and remind you of follow-ups."
            }
            Self { asked_today: true, .. } => {
                "An email to it is on its way: say yes in it, and we tell you there what is decided, and remind you of follow-ups."
            }
            _ => "It is not confirmed yet, so we send no emails but the one that asks.",
        }
    }
}
