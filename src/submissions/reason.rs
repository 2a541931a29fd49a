use crate::values::closed_list;

closed_list! {
    /// Why a moderator asked for a change or refused. The label is for lists; `for_author` speaks to who wrote it.
    pub enum ReasonCode {
        MissingNumbers = "missing_numbers" => "Numbers are missing",
        NumbersInconsistent = "numbers_inconsistent" => "The numbers do not fit each other",
        ImplausibleNeedsProof = "implausible_needs_proof" => "So large that it needs proof",
        DrawnForProof = "drawn_for_proof" => "Drawn by lot for a proof",
        Advertising = "advertising" => "Advertising",
        Recruiting = "recruiting" => "Recruiting",
        Duplicate = "duplicate" => "Sent before",
        NotAiPath = "not_ai_path" => "Not about earning with AI",
        IdentifiesOthers = "identifies_others" => "Somebody can be recognised",
        NotFirstHand = "not_first_hand" => "Not first-hand",
        Incomprehensible = "incomprehensible" => "Cannot be understood",
        IllegalOrHarmful = "illegal_or_harmful" => "Illegal or harmful",
        Spam = "spam" => "Spam",
        OtherWithText = "other_with_text" => "Something else, told in the message",
    }
}

impl ReasonCode {
    /// Whether it may end a report at once. For any other reason its author is first asked to change it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Spam | Self::Advertising | Self::IllegalOrHarmful)
    }

    /// The sentence that tells it to the author.
    pub fn for_author(self) -> &'static str {
        match self {
            Self::MissingNumbers => "A number that others need is missing.",
            Self::NumbersInconsistent => "Two of your numbers do not fit each other.",
            Self::ImplausibleNeedsProof => {
                "The sum is so large that we need to see something that supports it."
            }
            Self::DrawnForProof => {
                "It was drawn by lot: one in ten of those who tell of a gain is asked for something that supports it."
            }
            Self::Advertising => "It reads as an advert for a product, a service or a person.",
            Self::Recruiting => "It asks readers to join or to get in touch.",
            Self::Duplicate => "We already have this report.",
            Self::NotAiPath => "It is not about earning money with AI.",
            Self::IdentifiesOthers => "It says enough about another person or firm to recognise them.",
            Self::NotFirstHand => "It tells what happened to somebody else.",
            Self::Incomprehensible => "We could not make out what happened.",
            Self::IllegalOrHarmful => "It describes or asks for something illegal or harmful.",
            Self::Spam => "It is not a report of anything that was tried.",
            Self::OtherWithText => "The reason is in the moderator's message.",
        }
    }
}
