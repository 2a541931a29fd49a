use std::fmt;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

/// A value's word, as it stands in addresses, forms and the database, with its label for people.
pub type Word = (&'static str, &'static str);

/// A list of values that only a release of ours makes longer. The database holds the same list as a named CHECK.
pub trait ClosedList: Copy + Eq + fmt::Debug + Send + Sync + 'static {
    /// Every value, in the order in which lists and facets show them.
    const ALL: &'static [Self];
    /// The words and labels of [`Self::ALL`], in the same order.
    const WORDS: &'static [Word];

    /// The value's word, such as `cold_outreach`.
    fn word(self) -> &'static str;

    /// The value in words for people, such as "Writing to strangers".
    fn label(self) -> &'static str;

    /// The value of this word, if it is one.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// A word as files and the API write it: one that a spreadsheet takes for no day, number or formula. Addresses, forms and
/// the database have some words from before. `plain_word` of the database is its twin.
pub fn file_word(word: &str) -> &str {
    match word {
        "0" => "none",
        "1-2" => "1_to_2",
        "3-5" => "3_to_5",
        "6-10" => "6_to_10",
        "10+" => "over_10",
        "100" => "all",
        _ => word,
    }
}

/// The list as the API's document describes it: one of its words.
pub fn schema<T: ClosedList>() -> RefOr<Schema> {
    let meanings: Vec<String> =
        T::WORDS.iter().map(|(word, label)| format!("{}: {label}", file_word(word))).collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(meanings.join("; ")))
        .enum_values(Some(T::WORDS.iter().map(|(word, _)| file_word(word))))
        .into()
}

/// Makes an enum a [`ClosedList`]: stored as Postgres text, read from and written as its word.
macro_rules! closed_list {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal => $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[sqlx(type_name = "text")]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] #[sqlx(rename = $word)] $variant),+ }

        impl $crate::values::ClosedList for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const WORDS: &'static [$crate::values::Word] = &[$(($word, $label)),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::values::closed_list::schema::<Self>()
            }
        }

        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::values::ClosedList::label(*self))
            }
        }
    };
}
pub(crate) use closed_list;
