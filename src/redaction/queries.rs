//! Every statement of this feature but those that are made from the catalogue.

use super::places::Of;
use crate::{
    accounts::Member,
    submissions::ReasonCode,
    values::{AccountId, CaseId, ClosedList as _, PathId, Slug, SubmissionId},
};
use sqlx::{PgConnection, PgExecutor};

/// A thing that a passage may be taken out of: its number, the name by which readers or staff know it, and its public page
/// if it has one.
#[derive(Debug)]
pub struct Target {
    pub of: Of,
    pub name: String,
    pub page: Option<String>,
}

pub async fn report(db: impl PgExecutor<'_>, id: SubmissionId) -> sqlx::Result<Option<Target>> {
    let found = sqlx::query!(
        r#"
        select s.id, s.reference as name, '/experiences/' || e.id as page
        from submissions s left join experiences e on e.submission_id = s.id
        where s.id = $1 and exists (select from submission_revisions where submission_id = s.id)
        "#,
        id.0,
    );
    let found = found.fetch_optional(db).await?;
    Ok(found.map(|row| Target { of: Of::Report(row.id), name: row.name, page: row.page }))
}

pub async fn case(db: impl PgExecutor<'_>, slug: &Slug) -> sqlx::Result<Option<Target>> {
    let found = sqlx::query!(
        "select id, title as name, '/cases/' || slug as page from case_studies where slug = $1",
        slug.as_str()
    );
    let found = found.fetch_optional(db).await?;
    Ok(found.map(|row| Target { of: Of::Case(row.id), name: row.name, page: row.page }))
}

pub async fn path(db: impl PgExecutor<'_>, slug: &Slug) -> sqlx::Result<Option<Target>> {
    let found =
        sqlx::query!("select id, name, '/paths/' || slug as page from paths where slug = $1", slug.as_str());
    let found = found.fetch_optional(db).await?;
    Ok(found.map(|row| Target { of: Of::Path(row.id), name: row.name, page: row.page }))
}

/// Holds it until the transaction ends.
pub async fn hold(conn: &mut PgConnection, of: Of) -> sqlx::Result<()> {
    match of {
        Of::Report(id) => {
            sqlx::query!("select id from submissions where id = $1 for no key update", id.0)
                .fetch_optional(conn)
                .await?;
        }
        Of::Case(id) => {
            sqlx::query!("select id from case_studies where id = $1 for no key update", id.0)
                .fetch_optional(conn)
                .await?;
        }
        Of::Path(id) => {
            sqlx::query!("select id from paths where id = $1 for no key update", id.0)
                .fetch_optional(conn)
                .await?;
        }
    }
    Ok(())
}

/// Leaves a public mark at a frozen file of which lines were changed; it gets a new checksum.
pub async fn mark_cut(conn: &mut PgConnection, month: &str, name: &str, lines: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into word_cuts (month, name, lines, cause) values ($1::text::date, $2, $3, 'by_order')",
        month,
        name,
        lines,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn record(
    conn: &mut PgConnection,
    by: AccountId,
    of: Of,
    reason: ReasonCode,
    times: i64,
) -> sqlx::Result<()> {
    let (report, case, path) = match of {
        Of::Report(id) => (Some(id), None, None),
        Of::Case(id) => (None, Some(id.0), None),
        Of::Path(id) => (None, None, Some(id.0)),
    };
    sqlx::query!(
        "insert into redactions (submission_id, case_id, path_id, reason, times, account_id) values ($1, $2, $3, $4, $5, $6)",
        report.map(|id| id.0),
        case,
        path,
        reason.word(),
        times,
        by.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A case study is the editors' from then on, so that no content file brings the passage back; its history tells of it.
pub async fn note_case(conn: &mut PgConnection, by: &Member, id: CaseId, why: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with edited as (
            update case_studies set version = version + 1, edited_at = now() where id = $1 returning id, path_id, version
        )
        insert into edits (path_id, case_id, version, cause, why, account_id, role, handle)
        select path_id, id, version, 'correction', $2, $3, $4, $5 from edited
        "#,
        id.0,
        why,
        by.id.0,
        by.role.word(),
        by.handle,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes in the history of a path that a passage was taken out, by whom and why.
pub async fn note_path(conn: &mut PgConnection, by: &Member, id: PathId, why: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with edited as (
            update paths set version = version + 1, edited_at = now(), updated_on = (now() at time zone 'utc')::date
            where id = $1 returning id, version
        )
        insert into edits (path_id, version, cause, why, account_id, role, handle)
        select id, version, 'correction', $2, $3, $4, $5 from edited
        "#,
        id.0,
        why,
        by.id.0,
        by.role.word(),
        by.handle,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what the report is found to be like others by; it is made anew of the words that are left.
pub async fn forget_sketches(conn: &mut PgConnection, submission_id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        delete from story_sketches
        where revision_id in (select id from submission_revisions where submission_id = $1)
           or update_id in (select id from experience_updates where submission_id = $1)
        "#,
        submission_id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
