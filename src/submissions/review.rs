use super::ReasonCode;
use crate::values::{RevisionId, closed_list};
use time::OffsetDateTime;

closed_list! {
    /// How the reading of one revision stands.
    pub enum ReviewState {
        Queued = "queued" => "Waiting for a moderator",
        Claimed = "claimed" => "Being read",
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Not published",
        Appealed = "appealed" => "Refused and appealed against",
        Overturned = "overturned" => "Published after a second reading",
        Upheld = "upheld" => "Not published after a second reading",
        Withdrawn = "withdrawn" => "Replaced or taken back by its author",
    }
}

impl ReviewState {
    /// The sentence that tells an author of the ruling on an appeal; empty for every other state.
    pub fn ruling(self) -> &'static str {
        match self {
            Self::Overturned => "You were right, and the refusal is taken back.",
            Self::Upheld => "We read your report again, and the refusal stands.",
            _ => "",
        }
    }
}

/// One revision as it was sent, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub revision_id: RevisionId,
    /// From 1, in the order of sending.
    pub number: i32,
    pub sent_at: OffsetDateTime,
    pub review: ReviewState,
    pub decided_at: Option<OffsetDateTime>,
    /// Since when a moderator waits for a proof.
    pub held_since: Option<OffsetDateTime>,
    /// Whether a moderator has it open at this moment.
    pub is_being_read: bool,
    /// Whether it is the version that readers see while the report is published.
    pub is_live: bool,
    pub reasons: Vec<ReasonCode>,
    /// The moderator's words to the author; empty when there are none.
    pub message: String,
}
