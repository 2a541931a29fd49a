//! What there is to choose from, as the form's templates show it: word, label and a line of help.

use super::{AiHelpedWrite, AiUse, AmountsAre, Choices, IncomeModel, Status, StillDoing, StopReason};
use crate::paths::Variant;
use crate::values::{ClosedList, Word};

pub type Choosable = (&'static str, &'static str, &'static str);

pub fn statuses() -> Vec<Choosable> {
    let help = [
        "Still at it, no money so far.",
        "Money came in during the last two months.",
        "You mean to go on, whether or not it has paid yet.",
        "Gave it up and never earned.",
        "It paid at some point, and you gave it up.",
    ];
    Status::WORDS.iter().zip(help).map(|(&(word, label), help)| (word, label, help)).collect()
}

pub fn income_models() -> Vec<Choosable> {
    plain(IncomeModel::WORDS)
}

pub fn ai_uses() -> Vec<Choosable> {
    plain(AiUse::WORDS)
}

pub fn amounts_are() -> Vec<Choosable> {
    plain(AmountsAre::WORDS)
}

pub fn still_doing() -> Vec<Choosable> {
    plain(StillDoing::WORDS)
}

pub fn stop_reasons() -> Vec<Choosable> {
    plain(StopReason::WORDS)
}

pub fn ai_helped() -> Vec<Choosable> {
    plain(AiHelpedWrite::WORDS)
}

pub fn yes_no() -> Vec<Choosable> {
    plain(&[("yes", "Yes"), ("no", "No")])
}

pub fn yes_no_or_silence() -> Vec<Choosable> {
    plain(&[("yes", "Yes"), ("no", "No"), ("", "I would rather not say")])
}

/// The paths, by slug and name.
pub fn paths(choices: &Choices) -> Vec<(&str, &str)> {
    choices.paths.iter().map(|path| (path.slug.as_str(), path.name.as_str())).collect()
}

/// Every variant, with the name of its path before its own.
pub fn variants(choices: &Choices) -> Vec<(&str, String)> {
    let path = |id| choices.paths.iter().find(|path| path.id == id).map_or("", |path| &path.name);
    let named = |variant: &Variant| format!("{}: {}", path(variant.path_id), variant.name);
    choices.variants.iter().map(|variant| (variant.slug.as_str(), named(variant))).collect()
}

/// A closed list, by word and label.
pub fn of<T: ClosedList>() -> &'static [Word] {
    T::WORDS
}

fn plain(words: &[Word]) -> Vec<Choosable> {
    words.iter().map(|&(word, label)| (word, label, "")).collect()
}
