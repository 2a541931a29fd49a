use crate::values::{ClosedList, is_blank};
use serde::{Deserialize, Serialize};

/// How many fields one form may have.
pub const MOST_FIELDS: usize = 500;

/// The fields of a form exactly as typed, so that the form can be shown again with every word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FormData(Vec<(String, String)>);

impl FormData {
    /// Reads a body; `None` when it is no form, or one with more fields than any of ours.
    pub fn read(body: &[u8]) -> Option<Self> {
        // Counted first: each field takes the memory of fifty bytes.
        if body.iter().filter(|byte| **byte == b'&').count() >= MOST_FIELDS {
            return None;
        }
        serde_html_form::from_bytes(body).ok().map(Self)
    }

    /// The first value of the field; empty when it was not sent.
    pub fn value(&self, field: &str) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    /// Every value of the field, as several ticked boxes send them.
    pub fn all(&self, field: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, field: &str, value: &str) -> bool {
        self.all(field).any(|given| given == value)
    }

    pub fn remove(&mut self, field: &str) {
        self.0.retain(|(name, _)| name != field);
    }

    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.remove(field);
        self.0.push((field.to_owned(), value.into()));
    }

    /// One more value of the field, as a further ticked box sends it.
    pub fn add(&mut self, field: &str, value: impl Into<String>) {
        self.0.push((field.to_owned(), value.into()));
    }

    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// These answers with those of `page` put in place of what they held for its `fields`.
    pub fn merged(&self, page: &Self, fields: &[&str]) -> Self {
        let of_page = |name: &str| fields.contains(&name);
        let kept = self.0.iter().filter(|(name, _)| !of_page(name));
        Self(kept.chain(page.0.iter().filter(|(name, _)| of_page(name))).cloned().collect())
    }

    /// Its length in bytes, names and values.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// Whether Postgres can keep every field: none holds a NUL.
    pub fn is_storable(&self) -> bool {
        !self.0.iter().any(|(name, value)| name.contains('\0') || value.contains('\0'))
    }
}

/// Complaints, field by field in the order found, in words for the person who filled the form in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<(&'static str, String)>);

impl Errors {
    pub fn one(field: &'static str, complaint: impl Into<String>) -> Self {
        Self(vec![(field, complaint.into())])
    }

    pub fn add(&mut self, field: &'static str, complaint: impl Into<String>) {
        if self.get(field).is_none() {
            self.0.push((field, complaint.into()));
        }
    }

    /// Adds those of other fields.
    pub fn extend(&mut self, more: Self) {
        more.0.into_iter().for_each(|(field, complaint)| self.add(field, complaint));
    }

    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, complaint)| complaint.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }
}

/// Reads a form field by field and collects every complaint, so that a person is told everything at once.
#[derive(Debug)]
pub struct Reader<'a> {
    form: &'a FormData,
    pub errors: Errors,
}

impl<'a> Reader<'a> {
    pub fn new(form: &'a FormData) -> Self {
        Self { form, errors: Errors::default() }
    }

    pub fn value(&self, field: &str) -> &'a str {
        self.form.value(field)
    }

    pub fn ticked(&self, field: &str) -> bool {
        !self.form.value(field).is_empty()
    }

    /// The field as `parse` reads it, else its complaint is noted.
    pub fn parse<T>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match parse(self.form.value(field)) {
            Ok(value) => Some(value),
            Err(complaint) => {
                self.errors.add(field, complaint);
                None
            }
        }
    }

    /// Reads a field that may be blank: then it is `None`, without a complaint.
    pub fn optional<T>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if is_blank(self.form.value(field)) { None } else { self.parse(field, parse) }
    }

    /// One value of a closed list, else `complaint`.
    pub fn choice<T: ClosedList>(&mut self, field: &'static str, complaint: &str) -> Option<T> {
        self.parse(field, |word| T::from_word(word).ok_or_else(|| complaint.to_owned()))
    }

    /// Every value ticked, in the list's order; words that are not in the list are a complaint.
    pub fn choices<T: ClosedList>(&mut self, field: &'static str, complaint: &str) -> Vec<T> {
        if self.form.all(field).any(|word| T::from_word(word).is_none()) {
            self.errors.add(field, complaint);
        }
        T::ALL.iter().copied().filter(|value| self.form.has(field, value.word())).collect()
    }
}

/// Whether another row has already what must be unique.
pub fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

/// Whether the row broke this rule of the schema, as opposed to the database being broken.
pub fn broke(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some(constraint)
}
