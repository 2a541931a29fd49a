use crate::{
    submissions::State,
    values::{ExperienceId, RevisionId, SubmissionId},
};

/// A report as staff know it.
#[derive(Debug)]
pub struct Known {
    pub id: SubmissionId,
    pub reference: String,
    pub headline: String,
    pub path_name: String,
    pub state: State,
    /// The published version, or the one that would be shown again; else the newest.
    pub revision_id: RevisionId,
    pub has_live: bool,
    /// The number of its public page, while there is one.
    pub experience_id: Option<ExperienceId>,
    pub grade: Option<String>,
    pub grade_reason: Option<String>,
}
