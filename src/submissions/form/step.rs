use super::{
    Choices,
    answer::Answer,
    consent,
    draft::{Draft, DraftContext},
    money, story, what, when,
};
use crate::{
    values::{ClosedList as _, closed_list, is_blank},
    web::{Errors, FormData},
};

closed_list! {
    /// One page of the form, in their order; the word is the end of its address.
    pub enum Step {
        What = "what" => "What you tried",
        When = "when" => "When, and who you were",
        Money = "money" => "Time and money",
        Story = "story" => "Your story",
        Consent = "consent" => "What we may do with it",
    }
}

impl Step {
    /// The names of the page's controls: only these are taken from what it sends.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::What => what::FIELDS,
            Self::When => when::FIELDS,
            Self::Money => money::FIELDS,
            Self::Story => story::FIELDS,
            Self::Consent => consent::FIELDS,
        }
    }

    /// Its title for somebody who tells it afterwards, or who starts.
    pub fn title(self, starting: bool) -> &'static str {
        match self {
            Self::What if starting => "What you are starting",
            Self::When if starting => "When, and who you are",
            Self::Story if starting => "Your plan in words",
            step => step.label(),
        }
    }

    pub fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().skip_while(|step| *step != self).nth(1)
    }

    pub fn previous(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.next() == Some(self))
    }

    /// Whether anything on this page is answered.
    pub fn is_begun(self, form: &FormData) -> bool {
        self.fields().iter().any(|field| form.all(field).any(|value| !is_blank(value)))
    }

    /// The complaints of this page.
    pub fn errors(self, draft: &Draft, given: &DraftContext) -> Errors {
        let when = || when::read(draft, given).ok().map(|part| part.when);
        let errors = match self {
            Self::What => what::read(draft, given).err(),
            Self::When => when::read(draft, given).err(),
            Self::Money => money::read(draft, given, when().as_ref()).err(),
            Self::Story => story::read(draft, given, when().as_ref()).err(),
            Self::Consent => consent::read(draft).err(),
        };
        errors.unwrap_or_default()
    }

    /// The page's answers in words, answered or not.
    pub fn answers(self, draft: &Draft, choices: &Choices) -> Vec<Answer> {
        match self {
            Self::What => what::answers(draft, choices),
            Self::When => when::answers(draft),
            Self::Money => money::answers(draft),
            Self::Story => story::answers(draft),
            Self::Consent => consent::answers(draft),
        }
    }
}

/// One thing to mend, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub step: Step,
    pub field: &'static str,
    pub words: String,
}

/// Everything that is wrong with the draft, page after page.
pub fn complaints(draft: &Draft, given: &DraftContext) -> Vec<Complaint> {
    let on_page = |step: Step| {
        let errors = step.errors(draft, given);
        let complaint =
            move |(field, words): &(&'static str, String)| Complaint { step, field, words: words.clone() };
        errors.all().iter().map(complaint).collect::<Vec<_>>()
    };
    Step::ALL.iter().copied().flat_map(on_page).collect()
}
