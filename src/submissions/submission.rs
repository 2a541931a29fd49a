use crate::{
    reports::Kind,
    values::{RevisionId, SubmissionId, closed_list},
    web::FormData,
};
use sqlx::types::Json;
use time::OffsetDateTime;

closed_list! {
    /// How a submission stands. While a change to a published one is read, it stays published.
    pub enum State {
        Draft = "draft" => "Not sent yet",
        Submitted = "submitted" => "Waiting for a moderator",
        Published = "published" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        NotPublished = "not_published" => "Not published",
        Withdrawn = "withdrawn" => "Taken down by its author",
        /// Taken off the site by a moderator, who may put it back.
        Hidden = "hidden" => "Off the site for now",
    }
}

/// A row of `submissions`: what stays the same over all its revisions, and what is being written.
#[derive(Debug, Clone)]
pub struct Submission {
    pub id: SubmissionId,
    /// The name that its author quotes when they write to us. It opens nothing.
    pub reference: String,
    pub kind: Kind,
    pub state: State,
    /// The answers being written; none when nothing is.
    pub draft: Option<Json<FormData>>,
    /// Goes up by one with each save.
    pub draft_version: i32,
    pub created_at: OffsetDateTime,
    pub last_revision_id: Option<RevisionId>,
}

impl Submission {
    /// Whether there is anything to send: what is being written, or what was taken down, as it was.
    pub fn is_sendable(&self) -> bool {
        self.draft.is_some() || self.state == State::Withdrawn
    }
}
