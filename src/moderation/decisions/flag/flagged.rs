use crate::{
    flags::{FlagState, Reason},
    submissions::State,
    values::{FlagId, ItemId, SubmissionId},
};
use time::OffsetDateTime;

#[derive(Debug)]
pub struct Flag {
    pub id: FlagId,
    pub reference: String,
    pub reason: Reason,
    pub words: String,
    pub email: Option<String>,
    pub suspicions: Vec<String>,
    pub state: FlagState,
    pub answer: Option<String>,
    pub to_author: String,
    pub submission_id: Option<SubmissionId>,
    /// How the flagged report stands.
    pub submission_state: Option<State>,
    pub case_slug: Option<String>,
    /// The public page that it is about; none while there is none.
    pub url: Option<String>,
}

/// Another flag on the same thing.
#[derive(Debug)]
pub struct Earlier {
    pub item: ItemId,
    pub reason: Reason,
    pub state: FlagState,
    pub made_at: OffsetDateTime,
    pub words: String,
    pub answer: Option<String>,
}

impl Flag {
    pub fn is_published_report(&self) -> bool {
        self.submission_id.is_some() && self.url.is_some()
    }

    pub fn is_editors(&self) -> bool {
        self.submission_id.is_none()
    }
}
