use crate::values::{CaseId, ClosedList as _, PathId, SubmissionId, closed_list};

closed_list! {
    /// The kind of thing that is flagged; the word stands in the form's address.
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
    pub submission_id: Option<SubmissionId>,
    pub case_study_id: Option<CaseId>,
    pub path_id: PathId,
}

impl Target {
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
