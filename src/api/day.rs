use crate::clock;
use serde::{Serialize, Serializer};
use time::Date;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

/// A day as programs read it: `2026-11-22`.
#[derive(Debug, Clone, Copy)]
pub struct Day(pub Date);

impl Day {
    /// In UTC.
    pub fn today() -> Self {
        Self(clock::machine_today())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Date);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for Day {}
