//! What the rules notice in a report. A signal names its rule, the field and the words, and decides nothing.

mod hosts;
mod likeness;
mod numbers;
mod people;
mod read;
mod story;
mod telephones;

pub use likeness::Likeness;
pub use story::written;

use crate::{
    figures::Fences,
    limits::{Threshold, Thresholds},
    reports::{Report, ReportWithUpdates, Update},
    submissions::ReasonCode,
    values::{ClosedList as _, ItemId, closed_list, how_many},
};
use serde::{Deserialize, Serialize};

closed_list! {
    /// The rules, the gravest first. The label says what was found.
    pub enum Rule {
        Trap = "trap" => "Filled in as machines do",
        Links = "links" => "Points to an outside place",
        Recruiting = "recruiting" => "Asks readers to join or to write",
        Identifies = "identifies" => "Somebody may be recognised",
        FarOut = "far_out" => "Far beyond the others of its path: two readers",
        FarHours = "far_hours" => "Hours far beyond the others of its path: two readers",
        Large = "large" => "So large that it needs proof",
        Drawn = "drawn" => "Drawn by lot for a proof",
        Numbers = "numbers" => "The numbers do not fit each other",
        OtherPath = "other_path" => "Its author calls it something else than its path",
        ManyFromOne = "many_from_one" => "Several from one address in a day",
        LookAlike = "look_alike" => "Close to another report",
        Advertising = "advertising" => "Reads like an advert",
        Seller = "seller" => "Declares no sales, the story says otherwise",
    }
}

impl Rule {
    /// Whether a proof may be asked for because of it. None of these rules ever fires on a report without a gain.
    pub fn allows_proof(self) -> bool {
        matches!(self, Self::Large | Self::FarOut | Self::Drawn)
    }

    /// Whether what it was found in takes two readers.
    pub fn wants_two_readers(self) -> bool {
        matches!(self, Self::FarOut | Self::FarHours)
    }

    /// Whether its words are our own, or about somebody else's report: none of these is told to the author.
    pub fn is_for_moderators(self) -> bool {
        matches!(self, Self::Trap | Self::ManyFromOne | Self::LookAlike)
    }

    /// What is said when nothing was found.
    pub fn passed(self) -> &'static str {
        match self {
            Self::Trap => "Filled in at a human pace",
            Self::Links => "No links and no contact details",
            Self::Recruiting => "Asks nobody to join or to write",
            Self::Identifies => "No names, firms or addresses found",
            Self::FarOut => "Not far beyond what the others of its path earned",
            Self::FarHours => "Not far beyond the hours of the others of its path",
            Self::Large => "Not so large that proof is asked for",
            Self::Drawn => "Not drawn by lot for a proof",
            Self::Numbers => "Hours, weeks and money fit each other",
            Self::OtherPath => "Its author finds it among the paths",
            Self::ManyFromOne => "Few or no others from the same address",
            Self::LookAlike => "Not close to any other report",
            Self::Advertising => "No advertising phrases",
            Self::Seller => "The story agrees with what is declared",
        }
    }

    /// Whether it is shown in red.
    pub fn is_grave(self) -> bool {
        !matches!(
            self,
            Self::Drawn
                | Self::OtherPath
                | Self::ManyFromOne
                | Self::LookAlike
                | Self::Advertising
                | Self::Seller
        )
    }

    /// The reason with which a moderator would act on it.
    pub fn reason(self) -> ReasonCode {
        match self {
            Self::Trap | Self::ManyFromOne => ReasonCode::Spam,
            Self::Links | Self::Advertising | Self::Seller => ReasonCode::Advertising,
            Self::Recruiting => ReasonCode::Recruiting,
            Self::Identifies => ReasonCode::IdentifiesOthers,
            Self::Large | Self::FarOut => ReasonCode::ImplausibleNeedsProof,
            Self::Drawn => ReasonCode::DrawnForProof,
            Self::OtherPath => ReasonCode::NotAiPath,
            Self::Numbers | Self::FarHours => ReasonCode::NumbersInconsistent,
            Self::LookAlike => ReasonCode::Duplicate,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    pub rule: Rule,
    /// The field's name; empty when it is about the report as a whole.
    pub field: String,
    /// The words found, as written; or the finding in our own words.
    pub words: String,
    /// The other report, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<ItemId>,
}

impl Signal {
    pub fn new(rule: Rule, field: &str, words: impl Into<String>) -> Self {
        Self { rule, field: field.to_owned(), words: words.into(), other: None }
    }

    pub fn alike(other: &Likeness) -> Self {
        Self { other: Some(other.item), ..Self::new(Rule::LookAlike, "", other.in_words()) }
    }

    /// The field as the author knows it.
    pub fn field_label(&self) -> &'static str {
        STORY_FIELDS
            .iter()
            .chain([&NOTE, &OTHER_PATH])
            .find(|(name, _)| *name == self.field)
            .map_or("", |(_, label)| label)
    }
}

/// The fields in which anything can be written.
pub const STORY_FIELDS: [(&str, &str); 6] = [
    ("headline", "Headline"),
    ("what_i_did", "What I did"),
    ("what_went_wrong", "What went wrong"),
    ("tell_a_friend", "What I would tell a friend"),
    ("tools", "Tools"),
    ("premortem", "Plans against failure"),
];

/// The field of an answer in which anything can be written.
const NOTE: (&str, &str) = ("note", "In words");

/// The field in which an author names what is none of the paths.
const OTHER_PATH: (&str, &str) = ("path_other", "Something else");

/// What the rules look at besides the report.
#[derive(Debug, Default)]
pub struct Around {
    /// Whether it is about an answer to a published report.
    pub is_answer: bool,
    /// Names of the traps it walked into.
    pub suspicions: Vec<String>,
    /// What its author says it is about, if it is quite none of the paths.
    pub other_path: String,
    /// What the published reports of its path let expect at most.
    pub fences: Fences,
    /// How many reports, or answers to them, were sent from the same address on the same day; 0 when that is not known any more.
    pub from_one_address: i64,
    /// The numbers in force.
    pub thresholds: Thresholds,
    /// None when there was no time to compare it with the others.
    pub look_alikes: Option<Vec<Likeness>>,
}

/// Everything the rules notice, the gravest first.
pub fn of(report: &Report, around: &Around) -> Vec<Signal> {
    let traps = around.suspicions.iter().map(|trap| Signal::new(Rule::Trap, "", trap.replace('_', " ")));
    let alike = match &around.look_alikes {
        Some(others) => others.iter().map(Signal::alike).collect(),
        None => vec![Signal::new(Rule::LookAlike, "", "There was no time to compare it with all the others")],
    };
    let mut found: Vec<Signal> = traps.chain(alike).collect();
    found.extend(story::of(report, &around.other_path));
    found.extend(people::of(report));
    found.extend(numbers::of(report, &around.fences, &around.thresholds));
    if !around.other_path.is_empty() {
        found.push(Signal::new(Rule::OtherPath, "path_other", around.other_path.clone()));
    }
    found.extend(many(around));
    found.sort_by_key(|signal| signal.rule);
    found
}

/// What the rules notice in an answer: in its own words, in its own sums, and in those of the report that holds it.
pub fn of_answer(told: &ReportWithUpdates, sent: &Update, around: &Around) -> Vec<Signal> {
    let mut report = told.after(sent).report;
    let story = &mut report.story;
    story.headline.clear();
    story.what_went_wrong.clear();
    story.tell_a_friend.clear();
    story.what_i_did.clone_from(&sent.note);
    report.what.tools.clear();
    report.plan.premortem.clear();
    let mut found = of(&report, around);
    for signal in found.iter_mut().filter(|signal| signal.field == "what_i_did") {
        NOTE.0.clone_into(&mut signal.field);
    }
    for signal in numbers::of_answer(told, sent, &around.fences) {
        if !found.contains(&signal) {
            found.push(signal);
        }
    }
    found
}

fn many(around: &Around) -> Option<Signal> {
    let noticed = i64::from(around.thresholds.of(Threshold::ManyFromOne));
    (around.from_one_address >= noticed).then(|| {
        let words = format!(
            "{} came from one address on one day",
            how_many(around.from_one_address, if around.is_answer { "answer" } else { "report" })
        );
        Signal::new(Rule::ManyFromOne, "", words)
    })
}

/// A rule with what it found, for the page: found ones first, then those that found nothing.
#[derive(Debug)]
pub struct Check {
    pub rule: Rule,
    pub found: Vec<Signal>,
}

pub fn checks(signals: &[Signal]) -> Vec<Check> {
    let of_rule = |rule| signals.iter().filter(|signal| signal.rule == rule).cloned().collect();
    let mut checks: Vec<Check> =
        Rule::ALL.iter().map(|rule| Check { rule: *rule, found: of_rule(*rule) }).collect();
    checks.sort_by_key(|check| check.found.is_empty());
    checks
}
