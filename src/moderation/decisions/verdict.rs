use super::wording::Wordings;
use crate::{
    moderation::signals::{Rule, Signal, draws::Owes},
    submissions::{ReasonCode, ReviewState, title_once},
    values::{ClosedList as _, Prose, closed_list, with_line_ends},
    web::{Errors, FormData, Reader},
};

closed_list! {
    /// What can be decided of a report.
    pub enum Verdict {
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Refused",
        /// It goes on waiting, for a document that its author shows to a moderator.
        HeldForProof = "held_for_proof" => "Proof asked for",
    }
}

impl Verdict {
    /// The last part of the address that a decision is sent to.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Approved => "approval",
            Self::ChangesRequested => "change-request",
            Self::Rejected => "rejection",
            Self::HeldForProof => "proof-hold",
        }
    }

    /// The item's state from then on.
    pub fn state(self) -> ReviewState {
        match self {
            Self::Approved => ReviewState::Approved,
            Self::ChangesRequested => ReviewState::ChangesRequested,
            Self::Rejected => ReviewState::Rejected,
            Self::HeldForProof => ReviewState::Queued,
        }
    }

    /// How the author is told: the heading of their page, of a change to what readers see or of a new report.
    pub fn for_author(self, is_change: bool) -> &'static str {
        // A new report that is approved is a public one from then on.
        title_once(self.state(), is_change || self == Self::Approved)
    }

    pub fn button(self) -> &'static str {
        match self {
            Self::Approved => "Publish and send this",
            Self::ChangesRequested => "Ask to change and send this",
            Self::Rejected => "Refuse and send this",
            Self::HeldForProof => "Ask for proof and send this",
        }
    }
}

/// The field that carries what was suggested as a message when the page was made.
pub const SUGGESTED: &str = "suggested";

/// What a decision rests on besides the form.
#[derive(Debug)]
pub struct DecisionContext<'a> {
    pub signals: &'a [Signal],
    /// How often the author was asked to change it before.
    pub change_rounds: i16,
    /// What its author still owes because it was drawn by lot.
    pub owes: Owes,
    pub wordings: Wordings,
}

impl DecisionContext<'_> {
    fn allows_proof(&self) -> bool {
        self.signals.iter().any(|signal| signal.rule.allows_proof())
    }

    /// For what a proof is asked: the sum, the lot, or both.
    fn reasons_for_proof(&self) -> Vec<ReasonCode> {
        let rules = self.signals.iter().map(|signal| signal.rule).filter(|rule| rule.allows_proof());
        let mut reasons: Vec<ReasonCode> = rules.map(Rule::reason).collect();
        reasons.sort_by_key(|reason| *reason == ReasonCode::DrawnForProof);
        reasons.dedup();
        reasons
    }
}

/// A verdict with its reasons and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub verdict: Verdict,
    pub reasons: Vec<ReasonCode>,
    /// To the author.
    pub message: String,
    /// For moderators only.
    pub note: String,
}

impl Decision {
    /// Reads the form. Where no message was written, the reasons' texts are suggested, with the fields and words found.
    pub fn read(verdict: Verdict, form: &FormData, context: &DecisionContext<'_>) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let chosen = reasons(&mut reader);
        let reasons = match verdict {
            Verdict::Approved => Vec::new(),
            Verdict::HeldForProof => context.reasons_for_proof(),
            Verdict::ChangesRequested | Verdict::Rejected => chosen,
        };
        complain(&mut reader.errors, verdict, &reasons, context);
        let typed = reader.parse("message", |typed| Prose::<0, 2000>::parse(typed, "The message"));
        let note = reader.parse("note", |typed| Prose::<0, 2000>::parse(typed, "The note"));
        let typed = typed.map(Prose::into_string).unwrap_or_default();
        let message = if is_unwritten(form) { suggestion(&reasons, context) } else { typed };
        if verdict != Verdict::Approved && message.is_empty() {
            reader.errors.add("message", "Say in your own words what it is about");
        }
        if !reader.errors.is_empty() {
            return Err(reader.errors);
        }
        Ok(Self { verdict, reasons, message, note: note.map(Prose::into_string).unwrap_or_default() })
    }

    /// Asks for a proof beside another ruling, of whose form only the message goes with it.
    pub fn asking_for_proof(form: &FormData, context: &DecisionContext<'_>) -> Result<Self, Errors> {
        let mut asking = FormData::default();
        for field in ["message", SUGGESTED] {
            asking.set(field, form.value(field).to_owned());
        }
        Self::read(Verdict::HeldForProof, &asking, context)
    }

    /// The form as it goes on with this decision's preview: its message, and that one as a suggestion unless somebody wrote it.
    pub fn put_into(&self, form: &mut FormData) {
        let suggested = if is_unwritten(form) { self.message.clone() } else { String::new() };
        form.set(SUGGESTED, suggested);
        form.set("message", self.message.clone());
    }
}

/// Whether nobody wrote the message: what was suggested for another verdict or other reasons is no word for this one.
fn is_unwritten(form: &FormData) -> bool {
    let [typed, suggested] = ["message", SUGGESTED].map(|field| with_line_ends(form.value(field)));
    typed.trim().is_empty() || typed.trim() == suggested.trim()
}

/// The one or two reasons chosen, each once.
fn reasons(reader: &mut Reader<'_>) -> Vec<ReasonCode> {
    let chosen = ["reason", "reason_2"].map(|field| {
        reader.optional(field, |word| {
            ReasonCode::from_word(word).ok_or_else(|| "Choose a reason from the list".to_owned())
        })
    });
    let mut reasons: Vec<ReasonCode> = chosen.into_iter().flatten().collect();
    reasons.dedup();
    reasons
}

fn complain(errors: &mut Errors, verdict: Verdict, reasons: &[ReasonCode], context: &DecisionContext<'_>) {
    let at_once = context.change_rounds == 0 && !reasons.iter().any(|reason| reason.is_final());
    match verdict {
        Verdict::Approved => {
            if let Some(complaint) = context.owes.complaint() {
                errors.add("message", complaint);
            }
        }
        Verdict::HeldForProof if !context.allows_proof() => {
            errors.add("message", "Proof is asked for only where our checks found the sum to be large or the lot fell on it, and never of a loss");
        }
        Verdict::HeldForProof => {}
        Verdict::ChangesRequested | Verdict::Rejected if reasons.is_empty() => errors.add("reason", "Choose the reason"),
        Verdict::Rejected if at_once => errors.add(
            "reason",
            "Only spam, advertising and what is illegal or harmful can be refused at once. Ask to change it first",
        ),
        Verdict::ChangesRequested | Verdict::Rejected => {}
    }
}

/// The reasons' texts, with the fields and the words that the rules found for each. What is somebody else's, as the
/// look-alikes are, is never in it.
fn suggestion(reasons: &[ReasonCode], context: &DecisionContext<'_>) -> String {
    let found = |reason| {
        let own = context.signals.iter().filter(|signal| !signal.rule.is_for_moderators());
        let named = own.filter(|signal| signal.rule.reason() == reason);
        let mut lines: Vec<String> = named.map(told).collect();
        lines.dedup();
        lines.join("\n")
    };
    context.wordings.suggest(reasons, found)
}

fn told(signal: &Signal) -> String {
    match signal.field_label() {
        "" => format!("{}.", signal.words),
        field => format!("Under “{field}” you wrote “{}”.", signal.words),
    }
}

/// The message with what it quotes of the report taken out again: the field is named, its words are not.
pub fn unquoted(message: &str, signals: &[Signal]) -> String {
    let mut kept = message.to_owned();
    for signal in signals.iter().filter(|signal| !signal.words.is_empty()) {
        let named = match signal.field_label() {
            "" => "Your numbers are meant; your private page says which.".to_owned(),
            field => format!("What you wrote under “{field}” is meant; your private page says which words."),
        };
        kept = kept.replace(&told(signal), &named).replace(&format!("“{}”", signal.words), "“…”");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::decisions::decide::Ruling as _;
    use crate::moderation::signals::Rule;

    fn context(signals: &[Signal], change_rounds: i16, owes: Owes) -> DecisionContext<'_> {
        DecisionContext { signals, change_rounds, owes, wordings: Wordings::default() }
    }

    fn read(verdict: Verdict, query: &str, rounds: i16) -> Result<Decision, Errors> {
        let link = Signal::new(Rule::Links, "what_i_did", "b dot com");
        let other = Signal::new(Rule::LookAlike, "", "somebody's words");
        let signals = [link, other];
        let context = context(&signals, rounds, Owes::Nothing);
        Decision::read(verdict, &FormData::read(query.as_bytes()).unwrap(), &context)
    }

    #[test]
    fn only_final_reasons_refuse_at_once() {
        let complaints = read(Verdict::Rejected, "reason=duplicate&message=We+have+it", 0).unwrap_err();
        assert!(complaints.get("reason").unwrap().starts_with("Only spam"));
        assert!(read(Verdict::Rejected, "reason=duplicate&message=We+have+it", 1).is_ok());
        assert!(read(Verdict::Rejected, "reason=duplicate&reason_2=spam&message=We+have+it", 0).is_ok());
    }

    #[test]
    fn an_unwritten_message_names_field_and_words() {
        let decision = read(Verdict::ChangesRequested, "reason=advertising", 0).unwrap();
        assert!(
            decision
                .message
                .starts_with("Under “What I did” you wrote “b dot com”.\nThat reads as an advert.")
        );
        let unsaid = read(Verdict::ChangesRequested, "reason=other_with_text", 0).unwrap_err();
        assert!(unsaid.get("message").is_some());
        let alike = read(Verdict::ChangesRequested, "reason=duplicate", 0).unwrap();
        assert!(!alike.message.contains("somebody"), "nobody else's words are told");
        assert!(read(Verdict::ChangesRequested, "message=x", 0).unwrap_err().get("reason").is_some());
    }

    #[test]
    fn what_was_suggested_for_a_refusal_goes_with_no_approval() {
        let suggested = read(Verdict::ChangesRequested, "reason=spam", 0).unwrap().message;
        let query = |message: &str| {
            let fields = [("message", message), ("suggested", suggested.as_str()), ("reason", "recruiting")];
            serde_html_form::to_string(fields).unwrap()
        };
        let unchanged = query(&suggested);
        assert_eq!(read(Verdict::Approved, &unchanged, 0).unwrap().message, "");
        let other = read(Verdict::ChangesRequested, &unchanged, 0).unwrap().message;
        assert!(other.contains("join") && !other.contains("no attempt"), "{other}");
        assert_eq!(read(Verdict::Approved, &query("Thank you."), 0).unwrap().message, "Thank you.");
        let mut form = FormData::read(query("Thank you.").as_bytes()).unwrap();
        read(Verdict::Approved, &query("Thank you."), 0).unwrap().put_into(&mut form);
        assert_eq!((form.value("message"), form.value("suggested")), ("Thank you.", ""));
    }

    #[test]
    fn a_message_for_a_letter_names_the_field_and_quotes_nothing() {
        let signals = [
            Signal::new(Rule::Links, "what_i_did", "b dot com"),
            Signal::new(Rule::Large, "", "$9,400 a month"),
        ];
        let message =
            "Under “What I did” you wrote “b dot com”.\n$9,400 a month.\nThe “b dot com” again. Please.";
        let safe = unquoted(message, &signals);
        assert!(safe.starts_with("What you wrote under “What I did” is meant"), "{safe}");
        assert!(safe.ends_with("The “…” again. Please."), "{safe}");
        assert!(!safe.contains("b dot com") && !safe.contains("9,400"), "{safe}");
        assert_eq!(unquoted("As typed.", &signals), "As typed.");
    }

    #[test]
    fn proof_is_asked_only_where_the_sum_allows_it() {
        assert!(read(Verdict::HeldForProof, "", 0).unwrap_err().get("message").is_some());
        let large = [Signal::new(Rule::Large, "", "$9,400 a month")];
        let context = context(&large, 0, Owes::Nothing);
        let held = Decision::read(Verdict::HeldForProof, &FormData::default(), &context).unwrap();
        assert_eq!(held.reasons, [ReasonCode::ImplausibleNeedsProof]);
        assert!(held.message.starts_with("$9,400 a month.") && held.message.contains("keep no copy"));
    }

    #[test]
    fn what_was_drawn_is_asked_for_its_proof_before_it_is_published() {
        let drawn = [Signal::new(Rule::Drawn, "", "One in ten")];
        let read = |verdict, owes| Decision::read(verdict, &FormData::default(), &context(&drawn, 0, owes));
        let held = read(Verdict::HeldForProof, Owes::Asking).unwrap();
        assert_eq!(held.reasons, [ReasonCode::DrawnForProof]);
        assert!(held.message.contains("drawn by lot") && !held.message.contains("large"));
        assert!(read(Verdict::Approved, Owes::Asking).unwrap_err().get("message").is_some());
        assert!(read(Verdict::Approved, Owes::Nothing).is_ok());
    }

    #[test]
    fn a_changed_message_is_not_what_was_previewed() {
        let one = read(Verdict::Approved, "message=Thank+you", 0).unwrap();
        let same = read(Verdict::Approved, "message=Thank+you&reason=spam&note=x", 0).unwrap();
        assert_eq!(one.fingerprint(), same.fingerprint(), "publishing has no reason, and a note is not sent");
        assert_ne!(one.fingerprint(), read(Verdict::Approved, "message=Thanks", 0).unwrap().fingerprint());
    }
}
