use super::State;
use crate::{reports::Kind, web::FormData};
use time::OffsetDateTime;

/// A row of `submissions`: what stays the same over all its revisions, and what is being written.
#[derive(Debug, Clone)]
pub struct Submission {
    pub id: i64,
    /// What its author quotes when they write to us. It opens nothing.
    pub reference: String,
    pub kind: Kind,
    pub state: State,
    /// The answers being written; none when nothing is.
    pub draft: Option<FormData>,
    /// Goes up by one with each save.
    pub draft_version: i32,
    pub created_at: OffsetDateTime,
    pub last_revision_id: Option<i64>,
}

impl Submission {
    /// Whether there is anything to send: what is being written, or what was taken down, as it was.
    pub fn is_sendable(&self) -> bool {
        self.draft.is_some() || self.state == State::Withdrawn
    }
}
