use super::{decide::Ruling, verdict::DecisionContext};
use crate::{
    accounts::Member,
    moderation::{Done, Item, Standing},
    web::{Chrome, Errors, FormData, Result},
};
use askama::Template;
use sqlx::PgPool;

/// An item before somebody who looks at it, and what they wrote.
#[derive(Debug)]
pub struct Reading {
    pub member: Member,
    pub db: PgPool,
    pub item: Item,
    pub form: FormData,
    pub errors: Errors,
    /// What was just done.
    pub notice: Option<Done>,
}

impl Reading {
    pub fn standing(&self) -> Standing {
        self.item.standing(&self.member)
    }
}

/// A kind of decision: what it gives to the one way in which all of them are made.
pub trait Kind {
    /// What is loaded with the item.
    type Subject;
    type Ruling: Ruling;

    /// Whether it is shown as its author will read it before it is carried out.
    const IS_PREVIEWED: bool = true;

    /// None where the item is nothing that can be decided so.
    async fn subject(db: &PgPool, item: &Item) -> sqlx::Result<Option<Self::Subject>>;

    /// Fills in what stands in the form before anybody writes in it.
    fn begin(_item: &Item, _subject: &Self::Subject, _form: &mut FormData) {}

    fn read(
        &self,
        form: &FormData,
        subject: &Self::Subject,
        context: &DecisionContext<'_>,
    ) -> Result<Self::Ruling, Errors>;

    /// The item's page, with what its author will read where there is a preview.
    async fn page(
        chrome: Chrome,
        reading: Reading,
        subject: Self::Subject,
        preview: Option<Self::Ruling>,
    ) -> Result<impl Template>;
}
