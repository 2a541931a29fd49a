//! How an attempt went on.

use crate::{
    experiences::Course,
    values::{ExperienceId, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor, types::Json};

/// Keeps it with the submission's row.
pub async fn keep(db: impl PgExecutor<'_>, submission_id: SubmissionId, course: &Course) -> sqlx::Result<()> {
    sqlx::query!(
        "update experiences set course = $2 where submission_id = $1 and course <> $2",
        submission_id.0,
        Json(course) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// That of this experience, with the notes that may be read. A budget is shown where its band is.
pub async fn find(conn: &mut PgConnection, experience_id: ExperienceId) -> sqlx::Result<Course> {
    let row = sqlx::query!(
        r#"select course as "course: Json<Course>", capital_band = 'merged' as "is_merged!" from experiences where id = $1"#,
        experience_id.0,
    );
    let Some(row) = row.fetch_optional(&mut *conn).await? else { return Ok(Course::default()) };
    let Json(mut course) = row.course;
    let notes = sqlx::query!(
        r#"
        select number as "number!", note as "note!", was_read as "was_read!" from experience_series where experience_id = $1
        "#,
        experience_id.0,
    );
    for said in notes.fetch_all(&mut *conn).await? {
        for answer in course.answers.iter_mut().filter(|answer| answer.number == said.number) {
            answer.note.clone_from(&said.note);
            answer.was_read = said.was_read;
        }
    }
    let ids: Vec<i64> = course.plans.iter().map(|plan| plan.path_id.0).collect();
    let paths = sqlx::query!("select id, name from paths where id = any($1)", &ids).fetch_all(conn).await?;
    for plan in &mut course.plans {
        let name = paths.iter().find(|path| path.id == plan.path_id).map(|path| path.name.clone());
        plan.path_name = name.unwrap_or_default();
        plan.budget_usd = plan.budget_usd.filter(|_| !row.is_merged);
    }
    Ok(course)
}
