use super::field::Field;
use crate::{
    values::{CaseId, PathId},
    web::{Chrome, Errors, FormData, Result},
};
use serde::de::DeserializeOwned;
use sqlx::{PgConnection, PgPool};

/// Something of the directory that an editor can change: the text of a path, one of its ratings, a case study.
pub trait Editable: Sized {
    /// The parts of its address that name one.
    type Key: DeserializeOwned + Send;

    async fn find(db: &PgPool, key: &Self::Key) -> Result<Self>;

    fn place(&self) -> Place;

    /// The controls of its form, in their order.
    fn fields(&self) -> Vec<Field>;

    /// Its texts, as its form has them.
    fn words(&self) -> FormData;

    /// The subject with the form's texts, or complaints about the form.
    fn reworded(&self, form: &FormData) -> Result<Self, Errors>;

    /// Its page as readers see it, the part between masthead and footer.
    async fn shown(&self, chrome: Chrome, db: &PgPool) -> Result<String>;

    /// Writes it over what is there. False if another change stands in the way that was made in this moment.
    async fn store(&self, conn: &mut PgConnection) -> sqlx::Result<bool>;

    /// Parts that have forms of their own.
    fn parts(&self) -> Vec<Part> {
        Vec::new()
    }
}

/// Where something stands, and which version of it this is.
#[derive(Debug, Clone)]
pub struct Place {
    pub path_id: PathId,
    /// None if it is the path or a rating of it.
    pub case_id: Option<CaseId>,
    pub version: i32,
    pub name: String,
    /// The address of its form.
    pub form: String,
    /// The address of the page that readers see.
    pub page: String,
    /// The prefix of its fields' keys in the names of facts.
    pub prefix: String,
}

/// A link to the form of a part: its name and what it says now.
#[derive(Debug)]
pub struct Part {
    pub name: &'static str,
    pub said: String,
    pub form: String,
}
