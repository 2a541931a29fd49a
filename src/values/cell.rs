use super::{ClosedList, Word};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sqlx::{
    Database, Decode, Postgres, Type,
    error::BoxDynError,
    postgres::{PgHasArrayType, PgTypeInfo},
};
use std::fmt;

/// The word of a cell that is not shown, as too few people have it.
pub const MERGED: Word = ("merged", "Too few to show");

/// A value of a report as readers see it: one of a list, or that it is too rare to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell<T> {
    Shown(T),
    Merged,
}

impl<T: ClosedList> Cell<T> {
    /// The cell of this word, if it is one.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == MERGED.0 { Some(Self::Merged) } else { T::from_word(word).map(Self::Shown) }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Shown(value) => value.word(),
            Self::Merged => MERGED.0,
        }
    }

    pub fn shown(self) -> Option<T> {
        match self {
            Self::Shown(value) => Some(value),
            Self::Merged => None,
        }
    }
}

/// As people read it.
impl<T: ClosedList> fmt::Display for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shown(value) => value.label(),
            Self::Merged => MERGED.1,
        })
    }
}

impl<T: ClosedList> Serialize for Cell<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.word().serialize(to)
    }
}

impl<'de, T: ClosedList> Deserialize<'de> for Cell<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("no word of the list"))
    }
}

impl<T> Type<Postgres> for Cell<T> {
    fn type_info() -> PgTypeInfo {
        <str as Type<Postgres>>::type_info()
    }
}

impl<T> PgHasArrayType for Cell<T> {
    fn array_type_info() -> PgTypeInfo {
        <&str as PgHasArrayType>::array_type_info()
    }
}

impl<'r, T: ClosedList> Decode<'r, Postgres> for Cell<T> {
    fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        let word = <&str as Decode<Postgres>>::decode(value)?;
        Self::from_word(word).ok_or_else(|| format!("{word} is no word of the list").into())
    }
}
