use crate::{
    accounts::Role,
    moderation::ItemKind,
    reports::MonthlyBand,
    submissions::ReasonCode,
    values::{ClosedList as _, ExperienceId, closed_list},
    web::Row,
};
use time::OffsetDateTime;

/// What of the log is asked for; none of a kind means all.
#[derive(Debug, Default, Clone, Copy)]
pub struct Asked<'a> {
    pub action: Option<&'a str>,
    pub kind: Option<&'a str>,
    /// A path's slug.
    pub path: Option<&'a str>,
}

closed_list! {
    /// What the log tells of.
    pub enum Action {
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Refused",
        SecondReaderAsked = "second_reader_asked" => "Second reader asked",
        HeldForProof = "held_for_proof" => "Proof asked for",
        ProofChecked = "proof_checked" => "Proof looked at",
        Hidden = "hidden" => "Taken off the site for now",
        ShownAgain = "shown_again" => "Shown again",
        FlagUpheld = "flag_upheld" => "Flag found right",
        FlagDismissed = "flag_dismissed" => "Flag found without ground",
        Overturned = "overturned" => "Refusal overturned",
        Upheld = "upheld" => "Refusal upheld",
        Redacted = "redacted" => "A passage taken out by order",
        Undone = "undone" => "Undone",
        CountedUnread = "counted_unread" => "Counted, not read yet",
    }
}

/// A line of the log. It holds nobody's words.
#[derive(Debug)]
pub struct Event {
    pub at: OffsetDateTime,
    pub public_from: OffsetDateTime,
    /// Its number among the events that became public at the same moment, counted from 1. It never changes.
    pub place: i64,
    /// None of what nobody decided.
    pub role: Option<Role>,
    pub handle: String,
    pub kind: ItemKind,
    pub action: Action,
    pub reasons: Vec<ReasonCode>,
    pub path_name: String,
    pub path_slug: String,
    pub outcome_class: String,
    /// Only while readers can see it.
    pub experience_id: Option<ExperienceId>,
    /// Whether it led to something published. What did not is told with its week only.
    pub published: bool,
    /// How many events there are under the same filters.
    pub total: i64,
}

impl Event {
    /// The day, or the week of what was not published.
    pub fn when(&self) -> String {
        let date = if self.published { self.at } else { self.public_from - time::Duration::days(7) }.date();
        let day = format!("{} {} {}", date.day(), date.month(), date.year());
        if self.published { day } else { format!("Week of {day}") }
    }

    pub fn reasons(&self) -> String {
        self.reasons.iter().map(|reason| reason.label()).collect::<Vec<_>>().join(", ")
    }

    /// The outcome's class in words; empty if there is none.
    pub fn class(&self) -> &'static str {
        MonthlyBand::from_word(&self.outcome_class).map_or("", MonthlyBand::label)
    }
}

impl Row for Event {
    fn total(&self) -> i64 {
        self.total
    }
}
