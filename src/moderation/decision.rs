use super::signals::{Rule, Signal};
use crate::{
    submissions::ReasonCode,
    values::{ClosedList as _, Prose, closed_list},
    web::{Errors, FormData, Reader},
};
use sha2::{Digest as _, Sha256};

closed_list! {
    /// What can be decided; the words are the item's states and the log's actions.
    pub enum Verdict {
        Approved = "approved" => "Published",
        ChangesRequested = "changes_requested" => "Changes asked for",
        Rejected = "rejected" => "Refused",
    }
}

impl Verdict {
    /// The last part of the address that a decision is sent to.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Approved => "approval",
            Self::ChangesRequested => "change-request",
            Self::Rejected => "rejection",
        }
    }

    /// How the author is told.
    pub fn for_author(self) -> &'static str {
        match self {
            Self::Approved => "Your report is published.",
            Self::ChangesRequested => "Before we publish your report, please change something.",
            Self::Rejected => "We do not publish your report.",
        }
    }

    pub fn button(self) -> &'static str {
        match self {
            Self::Approved => "Publish and send this",
            Self::ChangesRequested => "Ask to change and send this",
            Self::Rejected => "Refuse and send this",
        }
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
    /// Reads the form. Where no message was written, one that names the fields and words found is suggested.
    pub fn read(
        verdict: Verdict,
        form: &FormData,
        signals: &[Signal],
        change_rounds: i16,
    ) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let reasons = ["reason", "reason_2"].map(|field| {
            reader.optional(field, |word| {
                ReasonCode::from_word(word).ok_or_else(|| "Choose a reason from the list".to_owned())
            })
        });
        let mut reasons: Vec<ReasonCode> = reasons.into_iter().flatten().collect();
        reasons.dedup();
        let typed = reader.parse("message", |typed| Prose::<0, 2000>::parse(typed, "The message"));
        let note = reader.parse("note", |typed| Prose::<0, 2000>::parse(typed, "The note"));
        let message = typed.map(Prose::into_string).unwrap_or_default();
        if verdict == Verdict::Approved {
            reasons.clear();
        } else {
            complain(&mut reader.errors, verdict, &reasons, change_rounds);
        }
        let message = if message.is_empty() { suggestion(&reasons, signals) } else { message };
        if verdict != Verdict::Approved && message.is_empty() {
            reader.errors.add("message", "Say in your own words what it is about");
        }
        if !reader.errors.is_empty() {
            return Err(reader.errors);
        }
        Ok(Self { verdict, reasons, message, note: note.map(Prose::into_string).unwrap_or_default() })
    }

    pub fn reason_words(&self) -> Vec<String> {
        self.reasons.iter().map(|reason| reason.word().to_owned()).collect()
    }

    /// Tells whether what is sent is what was previewed.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.verdict.word());
        hash.update(self.reason_words().join(" "));
        hash.update([0]);
        hash.update(&self.message);
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn complain(errors: &mut Errors, verdict: Verdict, reasons: &[ReasonCode], change_rounds: i16) {
    if reasons.is_empty() {
        errors.add("reason", "Choose the reason");
    } else if verdict == Verdict::Rejected
        && change_rounds == 0
        && !reasons.iter().any(|reason| reason.is_final())
    {
        errors.add("reason", "Only spam, advertising and what is illegal or harmful can be refused at once. Ask to change it first");
    }
}

/// A message that names the fields and the words which the rules found for these reasons. What is somebody else's, as
/// the look-alikes are, is never in it.
fn suggestion(reasons: &[ReasonCode], signals: &[Signal]) -> String {
    let own = |signal: &&Signal| !matches!(signal.rule, Rule::LookAlike | Rule::Trap);
    let named = signals.iter().filter(own).filter(|signal| reasons.contains(&signal.rule.reason()));
    let mut lines: Vec<String> = named
        .map(|signal| match signal.field_label() {
            "" => format!("{}.", signal.words),
            field => format!("Under “{field}” you wrote “{}”.", signal.words),
        })
        .collect();
    lines.dedup();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(verdict: Verdict, query: &str, rounds: i16) -> Result<Decision, Errors> {
        let link = Signal::new(Rule::Links, "what_i_did", "b dot com");
        let other = Signal::new(Rule::LookAlike, "", "somebody's words");
        Decision::read(verdict, &FormData::read(query.as_bytes()).unwrap(), &[link, other], rounds)
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
        assert_eq!(decision.message, "Under “What I did” you wrote “b dot com”.");
        assert!(
            read(Verdict::ChangesRequested, "reason=missing_numbers", 0)
                .unwrap_err()
                .get("message")
                .is_some()
        );
        assert!(
            read(Verdict::ChangesRequested, "reason=duplicate", 0).is_err(),
            "nobody else's words are told"
        );
        assert!(read(Verdict::ChangesRequested, "message=x", 0).unwrap_err().get("reason").is_some());
    }

    #[test]
    fn a_changed_message_is_not_what_was_previewed() {
        let one = read(Verdict::Approved, "message=Thank+you", 0).unwrap();
        let same = read(Verdict::Approved, "message=Thank+you&reason=spam&note=x", 0).unwrap();
        assert_eq!(one.fingerprint(), same.fingerprint(), "publishing has no reason, and a note is not sent");
        assert_ne!(one.fingerprint(), read(Verdict::Approved, "message=Thanks", 0).unwrap().fingerprint());
    }
}
