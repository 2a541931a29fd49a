//! Every statement about submissions and their drafts. Revisions are in `revision`, their reading in `history`.

use super::{ReasonCode, State, Submission, what_if::Named};
use crate::{
    figures::grade::LINK_DAYS_APART,
    limits::ORIGIN_DAYS,
    reports::Kind,
    values::{ClosedList as _, Currency},
    web::FormData,
};
use sqlx::{PgConnection, PgExecutor, types::Json};
use time::{Date, OffsetDateTime};

pub async fn find_by_secret(db: impl PgExecutor<'_>, secret_hash: &[u8]) -> sqlx::Result<Option<Submission>> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select id, reference, kind as "kind: Kind", state as "state: State", draft as "draft: Json<FormData>", draft_version, created_at,
               (select max(r.id) from submission_revisions r where r.submission_id = s.id) as last_revision_id
        from submissions s where secret_hash = $1
        "#,
        secret_hash,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Submission::from))
}

/// The same row, held until the transaction ends; none if it was erased meanwhile.
pub async fn lock(conn: &mut PgConnection, id: i64) -> sqlx::Result<Option<Submission>> {
    // Locked first and read afterwards: the subquery of a statement that waited sees what was there before it waited.
    let held = sqlx::query_scalar!("select id from submissions where id = $1 for update", id);
    if held.fetch_optional(&mut *conn).await?.is_none() {
        return Ok(None);
    }
    let row = sqlx::query_as!(
        Row,
        r#"
        select id, reference, kind as "kind: Kind", state as "state: State", draft as "draft: Json<FormData>", draft_version, created_at,
               (select max(r.id) from submission_revisions r where r.submission_id = s.id) as last_revision_id
        from submissions s where id = $1
        "#,
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Submission::from))
}

pub async fn is_begun(db: impl PgExecutor<'_>, form_key_hash: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from submissions where form_key_hash = $1) as "begun!""#,
        form_key_hash,
    )
    .fetch_one(db)
    .await
}

/// What begins a submission.
#[derive(Debug)]
pub struct Begun<'a> {
    pub reference: &'a str,
    pub secret_hash: &'a [u8],
    pub form_key_hash: &'a [u8],
    pub kind: Kind,
    pub suspicions: &'a [String],
}

/// Begins a submission with an empty draft. A form that began one already changes nothing.
pub async fn begin(db: impl PgExecutor<'_>, begun: &Begun<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into submissions (reference, secret_hash, form_key_hash, kind, draft, suspicions)
        values ($1, $2, $3, $4, '[]', $5)
        on conflict (form_key_hash) do nothing
        "#,
        begun.reference,
        begun.secret_hash,
        begun.form_key_hash,
        begun.kind.word(),
        begun.suspicions,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what is being written. The first time it was filled in from the last revision with the answers up to the number
/// `told_up_to` that count, of which a note is kept, as of those that the revision was filled in with itself.
pub async fn save_draft(
    conn: &mut PgConnection,
    id: i64,
    draft: &FormData,
    told_up_to: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions s set draft = $2, draft_version = draft_version + 1,
            draft_includes = case when draft is not null then draft_includes else array(
                select number from experience_updates where submission_id = s.id and state = 'live'
                and (number <= $3 or number = any (
                    (select includes from submission_revisions r where r.submission_id = s.id order by r.number desc limit 1)::int[]))
                order by number) end
        where id = $1
        "#,
        id,
        Json(draft) as _,
        told_up_to,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The number of the last answer in the sums of what is being written; 0 where none is.
pub async fn last_in_draft(db: impl PgExecutor<'_>, submission_id: i64) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"
        select coalesce((select max(number) from unnest(draft_includes) as included (number)), 0) as "number!"
        from submissions where id = $1
        "#,
        submission_id,
    )
    .fetch_one(db)
    .await
}

/// Makes a start one that is told afterwards. False when it was sent already, or is none.
pub async fn tell_afterwards(conn: &mut PgConnection, id: i64) -> sqlx::Result<bool> {
    let Some(submission) = lock(&mut *conn, id).await? else { return Ok(false) };
    if submission.kind != Kind::RegisteredStart || submission.last_revision_id.is_some() {
        return Ok(false);
    }
    sqlx::query!("update submissions set kind = $2 where id = $1", id, Kind::ToldAfterwards.word())
        .execute(conn)
        .await?;
    Ok(true)
}

/// Ends the writing: the draft has become a revision, and its author has said how things stand today. Whoever changes a
/// plan has not.
pub async fn finish_draft(conn: &mut PgConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions set draft = null,
            last_confirmed_on = case when kind = 'registered_start' and last_confirmed_on is not null
                                then last_confirmed_on else site_today() end
        where id = $1
        "#,
        id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn suspect(conn: &mut PgConnection, id: i64, suspicions: &[String]) -> sqlx::Result<()> {
    sqlx::query!("update submissions set suspicions = suspicions || $2 where id = $1", id, suspicions)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes which address of the day a report was sent from, as a number that stands for it.
pub async fn note_origin(conn: &mut PgConnection, id: i64, day: Date, number: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into submission_origins (submission_id, day, number) values ($1, $2, $3) on conflict do nothing",
        id,
        day,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many reports were sent from the address that this one came from on the same day; 0 once that is forgotten.
pub async fn from_same_origin(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from submission_origins o
        join submission_origins me on (me.day, me.number) = (o.day, o.number) where me.submission_id = $1
        "#,
        id,
    )
    .fetch_one(db)
    .await
}

/// Forgets where the reports and answers of longer ago came from.
pub async fn forget_origins(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with answers as (delete from answer_origins where day < (now() at time zone 'utc')::date - $1::int)
        delete from submission_origins where day < (now() at time zone 'utc')::date - $1::int
        "#,
        ORIGIN_DAYS,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// From now on another secret opens the submission that `old_hash` opened, and the old one nothing. False when it opened
/// nothing already.
pub async fn change_secret(db: impl PgExecutor<'_>, old_hash: &[u8], new_hash: &[u8]) -> sqlx::Result<bool> {
    let changed =
        sqlx::query!("update submissions set secret_hash = $2 where secret_hash = $1", old_hash, new_hash,);
    Ok(changed.execute(db).await?.rows_affected() == 1)
}

/// The same for whoever need not know the old link.
pub async fn set_secret(db: impl PgExecutor<'_>, id: i64, hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("update submissions set secret_hash = $2 where id = $1", id, hash).execute(db).await?;
    Ok(())
}

/// Notes that somebody did something under the link today. The same day is written once.
pub async fn note_use(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update submissions set link_used_on = (now() at time zone 'utc')::date
        where id = $1 and link_used_on is distinct from (now() at time zone 'utc')::date
        "#,
        id,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What somebody does by saying that they are here.
#[derive(Debug)]
pub struct Presence {
    /// The last day on which anything was sent under the link.
    pub last: Date,
    /// Whether saying it today makes the author of a published report one who came back.
    pub counts: bool,
}

pub async fn presence(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Presence> {
    sqlx::query_as!(
        Presence,
        r#"
        select greatest(s.link_used_on, s.begun) as "last!",
               exists (select from experiences e
                       where e.submission_id = s.id and e.grade = 'E' and not e.graded_stale
                         and (e.kind <> 'registered_start' or e.first_income_on is null or e.proof_seen))
                   and not exists (select from experience_updates u where u.submission_id = s.id and u.state = 'waiting')
                   and (now() at time zone 'utc')::date - s.begun >= $2 as "counts!"
        from (select id, link_used_on, (created_at at time zone 'utc')::date as begun from submissions where id = $1) as s
        "#,
        id,
        LINK_DAYS_APART,
    )
    .fetch_one(db)
    .await
}

/// Something that was taken out of a report by order.
#[derive(Debug)]
pub struct Redacted {
    pub at: OffsetDateTime,
    pub reason: ReasonCode,
}

/// The latest first.
pub async fn redacted(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Vec<Redacted>> {
    sqlx::query_as!(
        Redacted,
        r#"select at, reason as "reason: _" from redactions where submission_id = $1 order by at desc, id desc"#,
        id,
    )
    .fetch_all(db)
    .await
}

/// What a moderator wants of a published or hidden report's author because of a reader's flag, the newest first, until
/// its author sends another version.
pub async fn wanted(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select to_author from flags
        where submission_id = $1 and to_author <> ''
          and answered_at > (select max(sent_at) from submission_revisions where submission_id = $1)
        order by answered_at desc
        "#,
        id,
    )
    .fetch_all(db)
    .await
}

/// Removes a submission with everything that hangs on it: drafts, revisions, contact, the queue's items, the public row.
pub async fn erase(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from submissions where id = $1", id).execute(db).await?;
    Ok(())
}

/// The day on which its author last said that it stands so.
pub async fn last_confirmed(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Date> {
    sqlx::query_scalar!(
        r#"select coalesce(last_confirmed_on, created_at::date) as "day!" from submissions where id = $1"#,
        id,
    )
    .fetch_one(db)
    .await
}

/// The version of a published start that readers see as its plan.
pub async fn frozen_plan(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"
        select r.id
        from experiences e
        join experience_plans p on p.experience_id = e.id and not p.is_amendment
        join submission_revisions r on r.submission_id = e.submission_id and r.number = p.number
        where e.submission_id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// The number in the address of its public page, when it has one.
pub async fn public_id(db: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!("select id from experiences where submission_id = $1", id).fetch_optional(db).await
}

/// US dollars for one unit.
pub async fn usd_rate(db: impl PgExecutor<'_>, currency: Currency) -> sqlx::Result<Option<f64>> {
    if currency == Currency::Usd {
        return Ok(Some(1.0));
    }
    sqlx::query_scalar!("select usd_per_unit from exchange_rates where currency = $1", currency.word())
        .fetch_optional(db)
        .await
}

/// For what people gave up on the path of this slug, the most named first: at most three reasons, each named by so many
/// people or more.
pub async fn most_named(db: impl PgExecutor<'_>, path_slug: &str, least: i64) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"
        with stopped as (
            select stop_reasons, duration_months from coarse_experiences e join paths p on p.id = e.path_id
            where p.slug = $1 and not seller and cardinality(stop_reasons) > 0
        )
        select reason as "reason!", count(*) as "people!", (select count(*) from stopped) as "of!",
               (percentile_disc(0.5) within group (order by duration_months))::int as "month!"
        from stopped, unnest(stop_reasons) as reasons (reason)
        where reason not in ('reached_goal', 'other')
        group by reason having count(*) >= $2
        order by 2 desc, 1 limit 3
        "#,
        path_slug,
        least,
    )
    .fetch_all(db)
    .await
}

/// How many reports were decided in the last 30 days, and the seconds that the middle one had waited.
pub async fn recent_waits(db: impl PgExecutor<'_>) -> sqlx::Result<(i64, Option<f64>)> {
    let row = sqlx::query!(
        r#"
        select count(*) as "decided!",
               percentile_cont(0.5) within group (order by extract(epoch from decided_at - queued_at)::float8) as median
        from review_items where revision_id is not null and decided_at > now() - interval '30 days'
        "#,
    )
    .fetch_one(db)
    .await?;
    Ok((row.decided, row.median))
}

struct Row {
    id: i64,
    reference: String,
    kind: Kind,
    state: State,
    draft: Option<Json<FormData>>,
    draft_version: i32,
    created_at: OffsetDateTime,
    last_revision_id: Option<i64>,
}

impl From<Row> for Submission {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            kind: row.kind,
            state: row.state,
            draft: row.draft.map(|draft| draft.0),
            draft_version: row.draft_version,
            created_at: row.created_at,
            last_revision_id: row.last_revision_id,
        }
    }
}
