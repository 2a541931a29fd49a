use super::Reason;
use crate::{
    submissions::address,
    values::{Email, Prose},
    web::{Errors, FormData, Reader},
};

/// The words of a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub reason: Reason,
    pub words: String,
    pub email: Option<String>,
}

impl Words {
    pub fn read(form: &FormData) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let reason = reader.choice("reason", "Choose what is wrong");
        let words = reader.parse("words", |typed| Prose::<20, 2000>::parse(typed, "What you found"));
        let email = reader.optional("email", address).map(Email::into_string);
        match (reason, words) {
            (Some(reason), Some(words)) if reader.errors.is_empty() => {
                Ok(Self { reason, words: words.into_string(), email })
            }
            _ => Err(reader.errors),
        }
    }
}
