//! What letters say of a report.

use crate::values::ExperienceId;
use crate::values::SubmissionId;
use sqlx::PgExecutor;

/// The report that a letter is about.
#[derive(Debug)]
pub struct About {
    pub reference: String,
    pub headline: String,
    /// The number of the public page, while there is one.
    pub experience_id: Option<ExperienceId>,
}

/// The report as its author knows it, by its last version; none when nothing of it is left.
pub async fn about(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Option<About>> {
    sqlx::query_as!(
        About,
        r#"
        select s.reference, r.headline, e.id as "experience_id?"
        from submissions s
        join lateral (
            select headline from submission_revisions where submission_id = s.id order by number desc limit 1
        ) r on true
        left join experiences e on e.submission_id = s.id
        where s.id = $1
        "#,
        submission_id.0,
    )
    .fetch_optional(db)
    .await
}
