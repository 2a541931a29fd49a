use crate::{
    accounts::Member,
    figures::Ending,
    moderation::signals::{Check, Rule, Signal, checks},
    reports::{MonthlyBand, Status},
    submissions::{ReasonCode, ReviewState, State},
    values::{
        AccountId, ClosedList as _, ExperienceId, FlagId, ItemId, RevisionId, SubmissionId, closed_list,
    },
    web::FormData,
};
use serde::Deserialize;
use sqlx::types::Json;
use time::OffsetDateTime;

closed_list! {
    /// What came into the queue. An appeal is no kind of its own: it puts a refused report back into the line.
    pub enum ItemKind {
        Submission = "submission" => "New report",
        Amendment = "amendment" => "Change to a report",
        Update = "update" => "Update",
        Flag = "flag" => "Flag",
    }
}

/// What an item asks somebody to judge.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Subject {
    /// A new report, or a change to a published one.
    Report(Revision),
    /// A refused report whose author asks for another reading.
    Appeal(Revision),
    /// What became of a published attempt.
    Update,
    /// What a reader found wrong with something published.
    Flag { id: FlagId },
}

/// One version of a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Revision {
    pub id: RevisionId,
    pub submission_id: SubmissionId,
    pub reference: String,
    /// From 1, in the order of sending.
    pub number: i32,
}

/// One thing in the queue, with what is known of its reading.
#[derive(Debug)]
pub struct Item {
    pub id: ItemId,
    pub kind: ItemKind,
    pub subject: Json<Subject>,
    /// In the words of whoever wrote what it is about.
    pub title: String,
    pub state: ReviewState,
    /// Every change raises it; a decision names the one it was made on.
    pub version: i32,
    pub suspected: bool,
    pub needs_second_reader: bool,
    /// Who read it first, where two people must.
    pub first_reader: Option<AccountId>,
    /// Since when it waits for a proof from its author.
    pub held_since: Option<OffsetDateTime>,
    pub claimed_by: Option<AccountId>,
    pub claimer: Option<String>,
    pub claim_runs: bool,
    pub change_rounds: i16,
    /// Whether readers see its report, in whatever version.
    pub is_public: bool,
    pub queued_at: OffsetDateTime,
    pub decided_at: Option<OffsetDateTime>,
    pub decided_by: Option<AccountId>,
    pub decider: Option<String>,
    pub reasons: Vec<ReasonCode>,
    /// To the author, of the last decision or the first reader.
    pub message: String,
    pub note: String,
    pub signals: Json<Vec<Signal>>,
    pub examined: bool,
    pub path_name: String,
}

/// What an item is to whoever looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody is reading it.
    Free,
    /// Held by the one who looks, and not taken over by anybody since.
    Yours,
    /// This colleague is reading it.
    Anothers(String),
    /// It waits, but for somebody who has not judged it before.
    NotForYou,
    /// Decided, or taken out of the queue.
    Closed,
}

impl Standing {
    pub fn is_yours(&self) -> bool {
        *self == Self::Yours
    }
}

/// An item as somebody holds it who decides.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    pub item: ItemId,
    /// The one that was read.
    pub version: i32,
    pub by: &'a Member,
}

/// The submission that an item is about, or the flag in it, while it is held.
#[derive(Debug)]
pub struct Submission {
    pub item: ItemId,
    pub id: SubmissionId,
    pub state: State,
    /// The version that is judged; none where the item is about something else of it.
    pub revision_id: Option<RevisionId>,
    /// The number of its public page, while there is one.
    pub experience_id: Option<ExperienceId>,
}

impl Held<'_> {
    /// The version that a decision's form was made of; 0, which no item has, where it names none.
    pub fn version(form: &FormData) -> i32 {
        form.value("version").parse().unwrap_or(0)
    }
}

impl Item {
    pub fn standing(&self, viewer: &Member) -> Standing {
        let waits = matches!(self.state, ReviewState::Queued | ReviewState::Claimed | ReviewState::Appealed);
        match self.claimed_by {
            _ if !waits => Standing::Closed,
            Some(by) if by == viewer.id => Standing::Yours,
            Some(_) if self.claim_runs => Standing::Anothers(self.claimer.clone().unwrap_or_default()),
            _ if self.was_judged_by(viewer) => Standing::NotForYou,
            _ => Standing::Free,
        }
    }

    /// Whether a decision made so may be carried out: the item is in this version, and nobody else took it meanwhile.
    pub fn is_held(&self, held: &Held<'_>) -> bool {
        self.version == held.version && self.standing(held.by).is_yours()
    }

    fn was_judged_by(&self, viewer: &Member) -> bool {
        let refused = self.state == ReviewState::Appealed && self.decided_by == Some(viewer.id);
        refused || self.first_reader == Some(viewer.id)
    }

    /// Whether it is so large that proof may be asked for. Never for a failure.
    pub fn may_be_held(&self) -> bool {
        self.held_since.is_none() && self.signals.iter().any(|signal| signal.rule.allows_proof())
    }

    /// What each rule found; nothing until the checks ran.
    pub fn checks(&self) -> Vec<Check> {
        if self.examined { checks(&self.signals) } else { Vec::new() }
    }

    /// Whether two people must approve it and nobody has yet.
    pub fn is_first_of_two(&self) -> bool {
        self.needs_second_reader && self.first_reader.is_none()
    }

    /// What it is, for a heading: an appeal is called so.
    pub fn called(&self) -> &'static str {
        if matches!(*self.subject, Subject::Appeal(_)) { "Appeal" } else { self.kind.label() }
    }
}

/// A row of the queue.
#[derive(Debug)]
pub struct Waiting {
    pub id: ItemId,
    pub kind: ItemKind,
    /// In the words of whoever wrote what it is about.
    pub title: String,
    pub path_name: String,
    /// How the attempt stands; none for a flag on a path or a case.
    pub status: Option<Status>,
    /// The word of a [`MonthlyBand`]; none until the checks ran.
    pub outcome_class: Option<String>,
    /// How many rules noticed something; none until the checks ran.
    pub signals: Option<i64>,
    pub suspected: bool,
    pub appealed: bool,
    pub needs_second_reader: bool,
    /// Whether it waits for a proof from its author.
    pub held: bool,
    pub claimer: Option<String>,
    pub mine: bool,
    /// Whether it waits for somebody who has not judged it before.
    pub not_for_you: bool,
    pub queued_at: OffsetDateTime,
    /// How many wait under the same filters.
    pub total: i64,
}

impl Waiting {
    pub fn ending(&self) -> Option<Ending> {
        self.status.map(Ending::from)
    }

    /// What came in, an appeal under its own name.
    pub fn called(&self) -> &'static str {
        if self.appealed { "Appeal" } else { self.kind.label() }
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
    pub reasons: Vec<ReasonCode>,
    pub message: String,
    pub note: String,
}

/// A decision that may still be taken back.
#[derive(Debug)]
pub struct LastDecision {
    pub id: ItemId,
    pub version: i32,
    pub state: ReviewState,
    pub title: String,
}

/// A report that may be a machine's, as it stands in the list for refusing many at once.
#[derive(Debug)]
pub struct Suspected {
    pub id: ItemId,
    pub version: i32,
    pub headline: String,
    /// How the story begins.
    pub opening: String,
    pub queued_at: OffsetDateTime,
    /// Those that noticed something.
    pub rules: Vec<Rule>,
}

impl Suspected {
    /// What the form sends when it is chosen.
    pub fn word(&self) -> String {
        format!("{}:{}", self.id, self.version)
    }
}

/// A report of somebody else that is much like this one.
#[derive(Debug)]
pub struct LookAlike {
    pub item: ItemId,
    pub headline: String,
    pub story: String,
    /// Of the whole report, of which this may be an older version.
    pub state: State,
}
