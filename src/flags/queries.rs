//! Every statement of the readers' side. What moderators do with a flag is theirs.

use super::{About, Effect, FlagState, Reason, Target, words::Words};
use crate::{
    submissions::KEPT_DAYS,
    values::{ClosedList as _, ExperienceId, FlagId, Slug},
};
use sqlx::PgExecutor;
use time::OffsetDateTime;

pub async fn experience(db: impl PgExecutor<'_>, id: ExperienceId) -> sqlx::Result<Option<Target>> {
    let row = sqlx::query!("select submission_id, path_id, headline from experiences where id = $1", id.0);
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|row| Target {
        about: About::Experience,
        name: id.to_string(),
        title: row.headline,
        submission_id: Some(row.submission_id),
        case_study_id: None,
        path_id: row.path_id,
    }))
}

pub async fn case(db: impl PgExecutor<'_>, slug: &Slug) -> sqlx::Result<Option<Target>> {
    let row = sqlx::query!("select id, path_id, title from case_studies where slug = $1", slug.as_str());
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|row| Target {
        about: About::Case,
        name: slug.to_string(),
        title: row.title,
        submission_id: None,
        case_study_id: Some(row.id),
        path_id: row.path_id,
    }))
}

pub async fn path(db: impl PgExecutor<'_>, slug: &Slug) -> sqlx::Result<Option<Target>> {
    let row = sqlx::query!("select id, name from paths where slug = $1", slug.as_str());
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|row| Target {
        about: About::Path,
        name: slug.to_string(),
        title: row.name,
        submission_id: None,
        case_study_id: None,
        path_id: row.id,
    }))
}

/// Deletes an address of these mailboxes from every flag that it was left with.
pub async fn forget_address_everywhere(db: impl PgExecutor<'_>, mailboxes: &[String]) -> sqlx::Result<()> {
    sqlx::query!("update flags set email = null where mailbox_of(email) = any($1)", mailboxes)
        .execute(db)
        .await?;
    Ok(())
}

/// A flag that is about to be kept.
#[derive(Debug)]
pub struct NewFlag<'a> {
    pub reference: &'a str,
    pub secret_hash: &'a [u8],
    pub form_key_hash: &'a [u8],
    pub target: &'a Target,
    pub words: &'a Words,
    pub suspicions: &'a [String],
}

/// Keeps a flag, which joins the moderators' line in the same statement. A form that was sent before changes nothing.
pub async fn keep(db: impl PgExecutor<'_>, kept: &NewFlag<'_>) -> sqlx::Result<()> {
    let NewFlag { target, words, .. } = kept;
    sqlx::query!(
        r#"
        insert into flags (reference, secret_hash, form_key_hash, submission_id, case_study_id, path_id, reason, words,
                           email, suspicions)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (form_key_hash) do nothing
        "#,
        kept.reference,
        kept.secret_hash,
        kept.form_key_hash,
        target.submission_id.map(|id| id.0),
        target.case_study_id.map(|id| id.0),
        target.path_id.0,
        words.reason.word(),
        words.words,
        words.email,
        kept.suspicions,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The reason and words of a form of this key that was sent before; none if none was.
pub async fn said_before(
    db: impl PgExecutor<'_>,
    form_key_hash: &[u8],
) -> sqlx::Result<Option<(Reason, String)>> {
    let row = sqlx::query!(
        r#"select reason as "reason: Reason", words from flags where form_key_hash = $1"#,
        form_key_hash,
    );
    Ok(row.fetch_optional(db).await?.map(|row| (row.reason, row.words)))
}

/// A flag as its sender sees it.
#[derive(Debug)]
pub struct Flag {
    pub id: FlagId,
    pub reference: String,
    pub reason: Reason,
    pub words: String,
    pub email: Option<String>,
    pub made_at: OffsetDateTime,
    pub state: FlagState,
    /// Whether a moderator has it before them.
    pub is_read: bool,
    pub answer: Option<String>,
    pub answered_at: Option<OffsetDateTime>,
    pub effect: Option<Effect>,
    pub corrected: bool,
    /// None once it is no longer published: nothing of it is told then.
    pub target: Option<Target>,
}

pub async fn find_by_secret(db: impl PgExecutor<'_>, secret_hash: &[u8]) -> sqlx::Result<Option<Flag>> {
    let row = sqlx::query!(
        r#"
        select f.id, f.reference, f.reason as "reason: Reason", f.words, f.email, f.made_at, f.state as "state: FlagState",
               i.claimed_until > now() as is_read, f.answer, f.answered_at, f.effect as "effect: Effect", f.corrected,
               f.submission_id, f.case_study_id, f.path_id, e.id as "experience_id?", e.headline as "headline?",
               c.slug as "case_slug?", c.title as "case_title?", p.slug as path_slug, p.name as path_name
        from flags f
        join review_items i on i.flag_id = f.id
        join paths p on p.id = f.path_id
        left join experiences e on e.submission_id = f.submission_id
        left join case_studies c on c.id = f.case_study_id
        where f.secret_hash = $1
        "#,
        secret_hash,
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(None) };
    let named = match (row.submission_id, row.case_study_id) {
        (Some(_), _) => {
            row.experience_id.map(|id| id.to_string()).zip(row.headline).map(|it| (About::Experience, it))
        }
        (None, Some(_)) => row.case_slug.zip(row.case_title).map(|it| (About::Case, it)),
        (None, None) => Some((About::Path, (row.path_slug, row.path_name))),
    };
    let target = named.map(|(about, (name, title))| Target {
        about,
        name,
        title,
        submission_id: row.submission_id,
        case_study_id: row.case_study_id,
        path_id: row.path_id,
    });
    Ok(Some(Flag {
        id: row.id,
        reference: row.reference,
        reason: row.reason,
        words: row.words,
        email: row.email,
        made_at: row.made_at,
        state: row.state,
        is_read: row.is_read.unwrap_or_default(),
        answer: row.answer,
        answered_at: row.answered_at,
        effect: row.effect,
        corrected: row.corrected,
        target,
    }))
}

pub async fn forget_address(db: impl PgExecutor<'_>, id: FlagId) -> sqlx::Result<()> {
    sqlx::query!("update flags set email = null where id = $1", id.0).execute(db).await?;
    Ok(())
}

/// Forgets the addresses of flags that were answered more than [`KEPT_DAYS`] days ago: nobody has anything left to ask.
pub async fn forget_answered(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "update flags set email = null where email is not null and answered_at < now() - make_interval(days => $1)",
        KEPT_DAYS,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes the flag, and with it its item in the moderators' line.
pub async fn erase(db: impl PgExecutor<'_>, id: FlagId) -> sqlx::Result<()> {
    sqlx::query!("delete from flags where id = $1", id.0).execute(db).await?;
    Ok(())
}
