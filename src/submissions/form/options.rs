//! The choices of the form, as its templates show it: word, label and a line of help.

use super::Choices;
use crate::{
    paths::Variant,
    reports::{IncomeModel, Status},
    values::{ClosedList, Currency, Word},
};

/// The hint on a report that fits none of the paths.
pub const OTHER_PATH_HINT: &str = "Optional. We have figures on these paths alone. If none of them is right, choose the \
    nearest above and say here what it is: a moderator decides whether it counts there, and tells you under your private \
    link if it does not.";

/// The hint on money that is in no list, and on a currency without a rate.
pub const CURRENCY_HINT: &str = "Is it in something else, such as a cryptocurrency, vouchers or several currencies? \
    Choose one currency and give what it is worth in it; of money that came in, what it was on the day you got it. \
    Readers see US dollars in two digits, at the average rate of the months in which your money came and went. Where we \
    know no rate yet, they see no sum of it, and it is left out of figures in US dollars until there is one.";

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
    let help = |model| match model {
        IncomeModel::Other => "Say in your story what it is. It is counted under “Something else”.",
        _ => "",
    };
    IncomeModel::ALL.iter().map(|&model| (model.word(), model.label(), help(model))).collect()
}

pub fn yes_no() -> Vec<Choosable> {
    without_help(&[("yes", "Yes"), ("no", "No")])
}

pub fn yes_no_or_silence() -> Vec<Choosable> {
    without_help(&[("yes", "Yes"), ("no", "No"), ("", "I would rather not say")])
}

/// The currencies, each that has no rate saying so.
pub fn currencies(choices: &Choices) -> Vec<(&'static str, String)> {
    let said = |currency: &Currency| match choices.rated.contains(currency) {
        true => currency.label().to_owned(),
        false => format!("{} (no dollar rate yet)", currency.label()),
    };
    Currency::ALL.iter().map(|currency| (currency.word(), said(currency))).collect()
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

/// A closed list that needs no line of help.
pub fn plain<T: ClosedList>() -> Vec<Choosable> {
    without_help(T::WORDS)
}

fn without_help(words: &[Word]) -> Vec<Choosable> {
    words.iter().map(|&(word, label)| (word, label, "")).collect()
}
