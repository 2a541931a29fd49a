use crate::submissions::State;

/// A report as staff know it.
#[derive(Debug)]
pub struct Known {
    pub id: i64,
    pub reference: String,
    pub headline: String,
    pub path_name: String,
    pub state: State,
    /// The published version, or the one that would be shown again; else the newest.
    pub revision_id: i64,
    pub has_live: bool,
    /// The number of its public page, while there is one.
    pub experience_id: Option<i64>,
    pub grade: Option<String>,
    pub grade_reason: Option<String>,
}
