//! Answers in the database, and the reports that come of them.

use super::{revision, sketches};
use crate::{
    db::with_columns,
    rates,
    reports::{Kind, Report, ReportWithUpdates, Update, UpdateState},
    values::{ClosedList as _, Currency, RevisionId, SubmissionId, UpdateId},
};
use sqlx::{PgConnection, PgExecutor, types::Json};
use time::Date;

/// The revision's report with every live answer that it was not filled in from; a plan holds no outcome, so it takes all of
/// them.
pub async fn with_updates(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
    report: Report,
) -> sqlx::Result<ReportWithUpdates> {
    with_updates_up_to(conn, submission_id, revision_id, report, i32::MAX).await
}

/// The revision's report with its live answers up to the one of this number, as [`with_updates`] takes them.
pub(in crate::submissions) async fn with_updates_up_to(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    revision_id: RevisionId,
    report: Report,
    up_to: i32,
) -> sqlx::Result<ReportWithUpdates> {
    let counted = updates(&mut *conn, submission_id).await?;
    let includes =
        sqlx::query_scalar!("select includes from submission_revisions where id = $1", revision_id.0)
            .fetch_one(&mut *conn)
            .await?;
    let is_plan = report.kind == Kind::RegisteredStart;
    let since: Vec<Update> = counted
        .into_iter()
        .filter(|update| update.state == UpdateState::Live && update.number <= up_to)
        .filter(|update| is_plan || !includes.contains(&update.number))
        .collect();
    let currencies: Vec<Currency> =
        since.iter().map(|update| update.currency).chain([report.money.currency]).collect();
    let rates = rates::known(&mut *conn, &currencies).await?;
    Ok(ReportWithUpdates::of(report, &since, &rates))
}

/// The number of the last answer that counts; 0 where none does.
pub(in crate::submissions) async fn last_live(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"select coalesce(max(number), 0) as "number!" from experience_updates where submission_id = $1 and state = 'live'"#,
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// How a published submission stands with everything that was told since; none while it is not published.
pub async fn standing(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
) -> sqlx::Result<Option<ReportWithUpdates>> {
    let live = sqlx::query_scalar!(
        r#"select live_revision_id as "live!" from submissions where id = $1 and state = 'published'"#,
        submission_id.0,
    );
    let Some(live) = live.fetch_optional(&mut *conn).await? else { return Ok(None) };
    let report = revision::find(&mut *conn, live).await?.ok_or(sqlx::Error::RowNotFound)?;
    with_updates(conn, submission_id, live, report).await.map(Some)
}

/// In which currency the last answer after this number was given.
pub(in crate::submissions) async fn answered_in(
    db: impl PgExecutor<'_>,
    submission_id: SubmissionId,
    after: i32,
) -> sqlx::Result<Option<Currency>> {
    sqlx::query_scalar!(
        r#"
        select currency::text as "currency!: Currency" from experience_updates
        where submission_id = $1 and state <> 'refused' and number > $2
        order by number desc limit 1
        "#,
        submission_id.0,
        after,
    )
    .fetch_optional(db)
    .await
}

/// Every answer of this submission, the oldest first.
pub async fn updates(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<Vec<Update>> {
    let rows = sqlx::query_scalar!(
        r#"
        select to_jsonb(u) || jsonb_build_object(
            'was_read', state = 'live' and not exists (select from unread_answers n where n.update_id = u.id),
            'answer', coalesce((select message from review_items where update_id = u.id), '')) as "update!: Json<Update>"
        from experience_updates u where submission_id = $1 order by number
        "#,
        submission_id.0,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|update| update.0).collect())
}

/// Keeps an answer, and gives its id. The form that sent it sends nothing twice: `experience_updates_form_key_unique`.
pub async fn insert(
    conn: &mut PgConnection,
    submission_id: SubmissionId,
    form_key_hash: &[u8],
    update: &Update,
) -> sqlx::Result<UpdateId> {
    let id = with_columns!(
        query_scalar,
        "as_of, still_doing, revenue, costs, currency, hours, first_income_on, stopped_on, stop_reasons, note, state,
         months_until_copied, months_until_halved",
        "
        insert into experience_updates (submission_id, number, form_key_hash, via, usd_rate, " columns ")
        select $1, (select coalesce(max(number), 0) + 1 from experience_updates where submission_id = $1), $2, 'link',
               -- As in `submission_revisions`.
               case currency when 'USD' then 1 end, " columns "
        from jsonb_populate_record(null::experience_updates, $3)
        returning id
        ",
        submission_id.0,
        form_key_hash,
        Json(update) as _,
    )
    .fetch_one(&mut *conn)
    .await?;
    if !update.note.is_empty() {
        sketches::keep_of_update(conn, id, &update.note).await?;
    }
    Ok(id)
}

/// Whether the form of this key sent an answer before.
pub async fn is_kept(db: impl PgExecutor<'_>, form_key_hash: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from experience_updates where form_key_hash = $1) as "is!""#,
        form_key_hash,
    )
    .fetch_one(db)
    .await
}

/// Whether an answer of this submission waits for a moderator.
pub async fn waits(db: impl PgExecutor<'_>, submission_id: SubmissionId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from experience_updates where submission_id = $1 and state = 'waiting') as "waits!""#,
        submission_id.0,
    )
    .fetch_one(db)
    .await
}

/// Puts an answer into this state.
pub async fn set_state(db: impl PgExecutor<'_>, update_id: UpdateId, state: UpdateState) -> sqlx::Result<()> {
    sqlx::query!("update experience_updates set state = $2 where id = $1", update_id.0, state.word())
        .execute(db)
        .await?;
    Ok(())
}

/// Notes which address of the day an answer was sent from, as a number that stands for it.
pub async fn note_origin(
    db: impl PgExecutor<'_>,
    update_id: UpdateId,
    day: Date,
    number: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into answer_origins (update_id, day, number) values ($1, $2, $3)",
        update_id.0,
        day,
        number,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many answers were sent on this day from the address that the number stands for.
pub async fn from_origin(db: impl PgExecutor<'_>, day: Date, number: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from answer_origins where day = $1 and number = $2"#,
        day,
        number,
    )
    .fetch_one(db)
    .await
}
