use crate::{
    moderation::signals::draws::Owes,
    submissions::ReasonCode,
    values::{Prose, closed_list},
    web::{Errors, FormData, Reader},
};
use time::OffsetDateTime;

closed_list! {
    /// What comes of an appeal.
    pub enum Outcome {
        Overturned = "overturned" => "Publish the report: the refusal was wrong",
        Upheld = "upheld" => "The refusal stands",
    }
}

#[derive(Debug)]
pub struct Appeal {
    pub words: String,
    pub sent_at: OffsetDateTime,
    pub refused_by: String,
    /// Of the refusal, as are the next two.
    pub reasons: Vec<ReasonCode>,
    pub message: String,
    pub note: String,
    /// What the first of two who overturn it would answer; empty where there is none.
    pub first_answer: String,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<OffsetDateTime>,
}

/// A ruling with its reasons in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub ruling: Outcome,
    pub message: String,
}

impl Answer {
    /// `owes` is what the author has to show before the report is published.
    pub fn read(form: &FormData, owes: Owes) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let ruling = reader.choice("ruling", "Choose what comes of it");
        if let Some(complaint) = owes.complaint().filter(|_| ruling == Some(Outcome::Overturned)) {
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
        self.ruling == Outcome::Overturned
    }
}
