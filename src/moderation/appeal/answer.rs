use crate::{
    moderation::{draws::Owes, fingerprint},
    submissions::ReviewState,
    values::{ClosedList as _, Prose, closed_list},
    web::{Errors, FormData, Reader},
};

closed_list! {
    /// What comes of an appeal; the words are the item's states and the log's actions.
    pub enum Ruling {
        Overturned = "overturned" => "Publish the report: the refusal was wrong",
        Upheld = "upheld" => "The refusal stands",
    }
}

impl Ruling {
    /// How the author is told.
    pub fn for_author(self) -> &'static str {
        match self {
            Self::Overturned => ReviewState::Overturned.ruling(),
            Self::Upheld => ReviewState::Upheld.ruling(),
        }
    }
}

/// A ruling with its reasons in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub ruling: Ruling,
    pub message: String,
}

impl Answer {
    /// `owes` is what the author has to show before the report is published.
    pub fn read(form: &FormData, owes: Owes) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let ruling = reader.choice("ruling", "Choose what comes of it");
        if let Some(complaint) = owes.complaint().filter(|_| ruling == Some(Ruling::Overturned)) {
            reader.errors.add("ruling", complaint);
        }
        let message = reader.parse("message", |typed| Prose::<20, 2000>::parse(typed, "The answer"));
        match (ruling, message) {
            (Some(ruling), Some(message)) if reader.errors.is_empty() => {
                Ok(Self { ruling, message: message.into_string() })
            }
            _ => Err(reader.errors),
        }
    }

    pub fn overturns(&self) -> bool {
        self.ruling == Ruling::Overturned
    }

    pub fn fingerprint(&self) -> String {
        fingerprint::of(&[self.ruling.word(), &self.message])
    }
}
