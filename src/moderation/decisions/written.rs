use crate::{
    mail::LetterKind,
    moderation::{Action, Done},
    submissions::{ReasonCode, ReviewState},
};

/// A ruling as it is written down.
#[derive(Debug)]
pub struct Written<'a> {
    /// The item's from then on, as are the next three.
    pub state: ReviewState,
    pub reasons: &'a [ReasonCode],
    /// To whoever sent it.
    pub message: &'a str,
    /// For moderators only.
    pub note: &'a str,
    /// What the log tells of it, each in a line.
    pub actions: Vec<Action>,
    /// To the author, if they are told.
    pub letter: Option<LetterKind>,
    /// What the next page says.
    pub done: Done,
}

impl Written<'_> {
    /// One that has no words and one line in the log.
    pub fn of(state: ReviewState, action: Action, letter: Option<LetterKind>, done: Done) -> Self {
        Self { state, reasons: &[], message: "", note: "", actions: vec![action], letter, done }
    }
}
