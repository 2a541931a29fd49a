use crate::{
    flags::{Effect, FlagState},
    values::{ClosedList as _, Prose, Word},
    web::{Errors, FormData, Reader},
};

/// How a flag is answered, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// None dismisses the flag.
    pub effect: Option<Effect>,
    /// To the reader who sent it.
    pub message: String,
    /// To the report's author; empty unless something is wanted of them.
    pub to_author: String,
    /// Whether the page's history tells what an editor changed.
    pub corrected: bool,
}

const DISMISSED: Word = ("dismissed", "Not upheld: answer only");

impl Answer {
    /// What can be chosen, as the form's radios want it: something can be done only about a report that readers see.
    pub fn choices(is_published_report: bool) -> Vec<(&'static str, &'static str, &'static str)> {
        let effects = Effect::ALL.iter().filter(|effect| is_published_report || !effect.asks_author());
        let upheld = effects.map(|effect| (effect.word(), effect.label(), "The flag is upheld."));
        upheld.chain([(DISMISSED.0, DISMISSED.1, "")]).collect()
    }

    pub fn read(form: &FormData, is_published_report: bool) -> Result<Self, Errors> {
        let mut reader = Reader::new(form);
        let chosen = form.value("outcome");
        let known = Self::choices(is_published_report).iter().any(|(word, ..)| *word == chosen);
        if !known {
            reader.errors.add("outcome", "Choose what to do");
        }
        let effect = Effect::from_word(chosen);
        let message = reader.parse("message", |typed| Prose::<20, 2000>::parse(typed, "The answer"));
        let to_author = match effect.is_some_and(Effect::asks_author) {
            true => reader
                .parse("to_author", |typed| Prose::<20, 2000>::parse(typed, "What the author is asked"))
                .map(Prose::into_string),
            false => Some(String::new()),
        };
        match (message, to_author) {
            (Some(message), Some(to_author)) if reader.errors.is_empty() => Ok(Self {
                effect,
                message: message.into_string(),
                to_author,
                corrected: effect == Some(Effect::Answered) && form.has("corrected", "yes"),
            }),
            _ => Err(reader.errors),
        }
    }

    pub fn state(&self) -> FlagState {
        if self.effect.is_some() { FlagState::Upheld } else { FlagState::Dismissed }
    }

    pub fn asks_author(&self) -> bool {
        self.effect.is_some_and(Effect::asks_author)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, published: bool) -> Result<Answer, Errors> {
        Answer::read(&FormData::read(query.as_bytes()).unwrap(), published)
    }

    #[test]
    fn an_answer_is_compulsory_and_so_is_what_the_author_is_asked() {
        let nothing = read("outcome=hidden", true).unwrap_err();
        assert!(nothing.get("message").is_some() && nothing.get("to_author").is_some());
        let told = "message=The+sums+were+mixed+up+indeed.";
        assert!(read(&format!("outcome=answered&{told}"), true).is_ok());
        assert_eq!(read(&format!("outcome=dismissed&{told}"), true).unwrap().state(), FlagState::Dismissed);
    }

    #[test]
    fn only_what_readers_see_can_be_hidden() {
        let wanted = "outcome=hidden&message=The+sums+were+mixed+up.&to_author=Please+mend+the+two+sums.";
        assert!(read(wanted, true).is_ok());
        assert!(read(wanted, false).unwrap_err().get("outcome").is_some());
    }
}
