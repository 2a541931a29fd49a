use super::signals::Signal;
use crate::{
    accounts::Member,
    figures::Ending,
    submissions::{MonthlyBand, ReviewState, Status},
    values::ClosedList as _,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use time::OffsetDateTime;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ItemId(pub i64);

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One revision in the queue, with what is known of its reading.
#[derive(Debug)]
pub struct Item {
    pub id: ItemId,
    pub submission_id: i64,
    pub revision_id: i64,
    pub state: ReviewState,
    /// Every change raises it; a decision names the one it was made on.
    pub version: i32,
    pub suspected: bool,
    pub needs_second_reader: bool,
    pub claimed_by: Option<i64>,
    pub claimer: Option<String>,
    pub claim_runs: bool,
    pub change_rounds: i16,
    pub queued_at: OffsetDateTime,
    pub decided_at: Option<OffsetDateTime>,
    pub decider: Option<String>,
    pub reason_codes: Vec<String>,
    pub signals: Json<Vec<Signal>>,
    pub examined: bool,
    pub reference: String,
    pub number: i32,
    pub path_name: String,
}

/// What an item is to whoever looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody is reading it.
    Free,
    /// Claimed by the one who looks, and not taken over by anybody since.
    Yours,
    /// This colleague is reading it.
    Anothers(String),
    /// Decided, or taken out of the queue.
    Closed,
}

impl Item {
    pub fn standing(&self, viewer: &Member) -> Standing {
        match (self.state, self.claimed_by) {
            (ReviewState::Queued, _) => Standing::Free,
            (ReviewState::Claimed, Some(by)) if by == viewer.id => Standing::Yours,
            (ReviewState::Claimed, _) if !self.claim_runs => Standing::Free,
            (ReviewState::Claimed, _) => Standing::Anothers(self.claimer.clone().unwrap_or_default()),
            _ => Standing::Closed,
        }
    }
}

/// A row of the queue.
#[derive(Debug)]
pub struct Waiting {
    pub id: ItemId,
    pub headline: String,
    pub path_name: String,
    pub status: Status,
    /// The word of a [`MonthlyBand`]; none until the checks ran.
    pub outcome_class: Option<String>,
    /// How many rules noticed something; none until the checks ran.
    pub signals: Option<i64>,
    pub suspected: bool,
    pub needs_second_reader: bool,
    pub claimer: Option<String>,
    pub mine: bool,
    pub queued_at: OffsetDateTime,
    /// How many wait under the same filters.
    pub total: i64,
}

impl Waiting {
    pub fn ending(&self) -> Ending {
        self.status.into()
    }

    pub fn class(&self) -> Option<&'static str> {
        self.outcome_class.as_deref().and_then(MonthlyBand::from_word).map(MonthlyBand::label)
    }
}

/// What became of one revision of a submission.
#[derive(Debug)]
pub struct Earlier {
    pub id: ItemId,
    pub number: i32,
    pub sent_at: OffsetDateTime,
    pub state: ReviewState,
    pub decided_at: Option<OffsetDateTime>,
    pub decider: Option<String>,
    pub reason_codes: Vec<String>,
    pub message: String,
    pub note: String,
}

/// A report of somebody else that is much like this one.
#[derive(Debug)]
pub struct LookAlike {
    pub item: ItemId,
    pub headline: String,
    pub story: String,
    pub state: ReviewState,
}

/// How like another report one is.
#[derive(Debug, Clone)]
pub struct Likeness {
    pub item: ItemId,
    pub headline: String,
    /// How much of the stories' letters is shared, from 0 to 1.
    pub story: f32,
    pub same_numbers: bool,
}

impl Likeness {
    /// At and above this the stories count as alike: a light rewrite has about 0.87, an unrelated text 0.05.
    pub const ALIKE: f32 = 0.45;

    pub fn in_words(&self) -> String {
        let percent = (self.story * 100.0).round();
        let shared = match (self.story >= Self::ALIKE, self.same_numbers) {
            (true, true) => format!("{percent}% of the story and the same numbers"),
            (true, false) => format!("{percent}% of the story"),
            (false, _) => "The same path, month, revenue and costs".to_owned(),
        };
        format!("{shared} as “{}”", self.headline)
    }
}

/// The words of stored reason codes.
pub fn reasons_in_words(codes: &[String]) -> Vec<&'static str> {
    codes
        .iter()
        .filter_map(|code| crate::submissions::ReasonCode::from_word(code))
        .map(|code| code.label())
        .collect()
}
