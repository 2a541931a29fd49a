use super::{
    draft::Draft,
    fields::{MonthFields, amount_in},
};
use crate::values::{ClosedList, Month, amount, legible};

/// One answer said back to who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub label: &'static str,
    /// The control that changes it.
    pub field: &'static str,
    /// Empty when the question was left out.
    pub said: String,
}

impl Answer {
    fn new(label: &'static str, field: &'static str, said: impl Into<String>) -> Self {
        Self { label, field, said: said.into() }
    }
}

/// Collects the answers of a page, in the order asked.
pub struct Answers<'a> {
    draft: &'a Draft,
    pub list: Vec<Answer>,
}

impl<'a> Answers<'a> {
    pub fn of(draft: &'a Draft) -> Self {
        Self { draft, list: Vec::new() }
    }

    pub fn said(mut self, label: &'static str, field: &'static str, said: impl Into<String>) -> Self {
        self.list.push(Answer::new(label, field, said));
        self
    }

    /// The words as they will be kept.
    pub fn text(self, label: &'static str, field: &'static str) -> Self {
        let said = legible(self.draft.form.value(field));
        self.said(label, field, said)
    }

    /// The chosen values of a list by their labels; a word that is none of them stands as it is.
    pub fn chosen<T: ClosedList>(self, label: &'static str, field: &'static str) -> Self {
        let in_words =
            |word: &str| T::from_word(word).map_or(word.to_owned(), |value| value.label().to_owned());
        let said: Vec<String> = self.draft.form.all(field).map(in_words).collect();
        self.said(label, field, said.join(", "))
    }

    /// An amount in the draft's own currency.
    pub fn amount(self, label: &'static str, field: &'static str) -> Self {
        let typed = self.draft.form.value(field).trim();
        let currency = self.draft.currency();
        let said = amount_in(typed, label, Some(currency))
            .map_or(typed.to_owned(), |amount| amount.of(currency).to_string());
        self.said(label, field, said)
    }

    /// A number as it was read.
    pub fn number(self, label: &'static str, field: &'static str) -> Self {
        let typed = self.draft.form.value(field).trim();
        let said = amount::number(typed, label, u32::MAX).map_or(typed.to_owned(), |read| read.to_string());
        self.said(label, field, said)
    }

    pub fn month(self, label: &'static str, [month, year]: MonthFields) -> Self {
        let (typed_month, typed_year) = (self.draft.form.value(month), self.draft.form.value(year));
        let read = Month::parse(typed_month, typed_year);
        let said = read.map_or(format!("{typed_month} {typed_year}"), |month| month.to_string());
        self.said(label, month, said.trim())
    }

    pub fn yes_or_no(self, label: &'static str, field: &'static str) -> Self {
        let said = match self.draft.form.value(field) {
            "yes" => "Yes",
            "no" => "No",
            _ => "",
        };
        self.said(label, field, said)
    }

    /// A box that is ticked or not.
    pub fn box_of(self, label: &'static str, field: &'static str) -> Self {
        let said = if self.draft.form.has(field, "yes") { "Yes" } else { "No" };
        self.said(label, field, said)
    }
}
