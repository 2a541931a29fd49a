use crate::{
    paths::{self, PathOption, Variant},
    rates,
    values::{Currency, PathId, Slug, VariantId},
};
use sqlx::PgPool;

/// The paths and their variants, to choose from in a form, and the currencies of which a rate to the dollar is known.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub paths: Vec<PathOption>,
    pub variants: Vec<Variant>,
    pub rated: Vec<Currency>,
}

impl Choices {
    pub async fn load(db: &PgPool) -> sqlx::Result<Self> {
        Ok(Self {
            paths: paths::options(db).await?,
            variants: paths::variants(db).await?,
            rated: rates::rated(db).await?,
        })
    }

    /// The path of this slug, as a form sends it.
    pub fn path(&self, slug: &str) -> Option<&PathOption> {
        self.paths.iter().find(|path| path.slug.as_str() == slug)
    }

    pub fn variant(&self, slug: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.slug.as_str() == slug)
    }

    /// The slugs of a report's path and variant, which a form shows as chosen.
    pub fn slugs(&self, path_id: PathId, variant_id: Option<VariantId>) -> (Option<&Slug>, Option<&Slug>) {
        let path = self.paths.iter().find(|path| path.id == path_id);
        let variant = self.variants.iter().find(|variant| Some(variant.id) == variant_id);
        (path.map(|path| &path.slug), variant.map(|variant| &variant.slug))
    }
}
