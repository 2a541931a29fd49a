//! What is suggested to the author for each reason. A moderator may change every word before it is sent.

use crate::{submissions::ReasonCode, values::ClosedList as _};

/// Where the fields and words go that the checks found.
pub const FOUND: &str = "{found}";

/// The texts in force: what an editor wrote, and for the rest what the release says.
#[derive(Debug, Clone, Default)]
pub struct Wordings(pub Vec<(ReasonCode, String)>);

impl Wordings {
    pub fn of(&self, reason: ReasonCode) -> &str {
        let own = self.0.iter().find(|(known, _)| *known == reason);
        own.map_or(default_of(reason), |(_, words)| words.as_str())
    }

    /// The texts for these reasons, with what was found named where each of them says so.
    pub fn suggest(&self, reasons: &[ReasonCode], found: impl Fn(ReasonCode) -> String) -> String {
        let texts =
            reasons.iter().map(|reason| self.of(*reason).replace(FOUND, &found(*reason)).trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// Every reason with its text.
    pub fn all(&self) -> impl Iterator<Item = (ReasonCode, &str)> {
        ReasonCode::ALL.iter().map(|reason| (*reason, self.of(*reason)))
    }
}

fn default_of(reason: ReasonCode) -> &'static str {
    match reason {
        ReasonCode::MissingNumbers => {
            "{found}\nPlease fill in what is missing: what came in, what it cost, or the hours. Rounded is fine."
        }
        ReasonCode::NumbersInconsistent => {
            "{found}\nPlease look at these numbers again and put right the one that is wrong."
        }
        ReasonCode::ImplausibleNeedsProof => {
            "{found}\nBefore we publish a sum this large, a moderator looks at one document that supports it, \
             such as a payout page or a bank line of one month, with names and account numbers covered. If you left \
             no address in your report, please leave one under which we can reach you. We keep no copy of the document."
        }
        ReasonCode::DrawnForProof => {
            "Your report was drawn by lot, as one in ten of those are that tell of a gain, whatever the sum. Before we publish \
             it, a moderator looks at one document that supports the sum, such as a payout page or a bank line of one month, \
             with names and account numbers covered. If you left no address in your report, please leave one under which we \
             can reach you. If you can show nothing, say so: what you told is then published as your own word. We keep no \
             copy of the document."
        }
        ReasonCode::Advertising => "{found}\nThat reads as an advert. Please tell what happened without it.",
        ReasonCode::Recruiting => {
            "{found}\nThat asks readers to join or to get in touch. Please leave it out."
        }
        ReasonCode::Duplicate => {
            "We already have a report of this attempt. If yours is another one, please say what was different."
        }
        ReasonCode::NotAiPath => {
            "Please say what AI did in this attempt. Without it, it belongs on another site."
        }
        ReasonCode::IdentifiesOthers => {
            "{found}\nSomebody could be recognised by that. Please leave out names, firms and addresses."
        }
        ReasonCode::NotFirstHand => "Please tell only what you did and earned yourself.",
        ReasonCode::Incomprehensible => {
            "Please tell it once more in plain sentences: what you did, and what came of it."
        }
        ReasonCode::IllegalOrHarmful => "{found}\nWe publish nothing that is illegal or does harm to others.",
        ReasonCode::Spam => "We could find no attempt in it that anybody made.",
        ReasonCode::OtherWithText => "",
    }
}
