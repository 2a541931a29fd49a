use super::queries;
use crate::values::{ClosedList as _, Slug, closed_list};
use serde::Deserialize;
use sqlx::PgPool;

closed_list! {
    /// What kind of thing is flagged; the word stands in the form's address.
    pub enum About {
        Experience = "experience" => "report",
        Case = "case" => "case study",
        Path = "path" => "path",
    }
}

/// Something published that a reader may flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub about: About,
    /// A report's number, or a slug.
    pub name: String,
    pub title: String,
    pub submission_id: Option<i64>,
    pub case_study_id: Option<i64>,
    pub path_id: i64,
}

/// The end of a form's address.
#[derive(Debug, Deserialize)]
pub struct Address {
    about: String,
    name: String,
}

impl Target {
    /// What the address names, if everybody can read it. What is hidden, taken down or was never there is the same: none.
    pub async fn find(db: &PgPool, address: &Address) -> sqlx::Result<Option<Self>> {
        let slug = || Slug::try_from(address.name.clone()).ok();
        match About::from_word(&address.about) {
            Some(About::Experience) => match address.name.parse() {
                Ok(id) => queries::experience(db, id).await,
                Err(_) => Ok(None),
            },
            Some(About::Case) => match slug() {
                Some(slug) => queries::case(db, &slug).await,
                None => Ok(None),
            },
            Some(About::Path) => match slug() {
                Some(slug) => queries::path(db, &slug).await,
                None => Ok(None),
            },
            None => Ok(None),
        }
    }

    /// Where it is read.
    pub fn url(&self) -> String {
        match self.about {
            About::Experience => format!("/experiences/{}", self.name),
            About::Case => format!("/cases/{}", self.name),
            About::Path => format!("/paths/{}", self.name),
        }
    }

    /// Where it is flagged.
    pub fn flag_url(&self) -> String {
        format!("/flag/{}/{}", self.about.word(), self.name)
    }

    /// Where the changes that editors made to it are told; reports have none.
    pub fn history_url(&self) -> Option<String> {
        (self.about != About::Experience).then(|| format!("{}/history", self.url()))
    }
}
