use crate::values::closed_list;

closed_list! {
    /// The occasion of a letter.
    pub enum LetterKind {
        Confirmation = "confirmation" => "Asks whether the address may be written to",
        Reminder = "reminder" => "Says that a follow-up is due",
        Published = "published" => "Says that a report is published",
        ChangesAsked = "changes_asked" => "Asks for changes",
        Refused = "refused" => "Says that a report is refused",
        ProofAsked = "proof_asked" => "Asks for proof",
        RefusalUpheld = "refusal_upheld" => "Answers an appeal: refused",
        RefusalOverturned = "refusal_overturned" => "Answers an appeal: published",
        AnswerCounted = "answer_counted" => "Says that an answer counts",
        AnswerRefused = "answer_refused" => "Says that an answer does not count",
        Hidden = "hidden" => "Says that a report is off the site",
        ChangeWanted = "change_wanted" => "Asks for a change that a reader wanted",
        ShownAgain = "shown_again" => "Says that a report is back on the site",
    }
}

/// Why a letter that was given up needed no sending, and so is no failure.
pub const NOTHING_LEFT: &str = "nothing is left to say";
