use super::Cause;
use crate::{
    values::Prose,
    web::{Errors, FormData, Reader},
};

/// The reason of a change, as readers are told it.
#[derive(Debug, Clone)]
pub struct Reason {
    pub cause: Cause,
    pub why: String,
}

/// Word, label and help of each [`Cause`].
pub const CAUSES: &[(&str, &str, &str)] = &[
    ("correction", "A correction", "What stood there was wrong, and we say so."),
    ("update", "An update", "It was right when it was written, and the world has changed."),
];

impl Reason {
    pub fn read(form: &FormData) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let cause = reader.choice("cause", "Choose whether this is a correction or an update");
        let why = reader.parse("why", |text| Prose::<10, 600>::parse(text, "The reason"));
        match (cause, why) {
            (Some(cause), Some(why)) => Ok(Self { cause, why: why.into_string() }),
            _ => Err(reader.errors),
        }
    }
}
