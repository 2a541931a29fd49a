//! Every statement that this feature sends to Postgres.

use super::dictionary::VERSION;
use crate::values::Month;
use sqlx::{ConnectOptions as _, PgConnection, PgExecutor, PgPool};
use std::time::Duration;
use time::{Date, OffsetDateTime};

/// Opens the cursor of `open_rows` without words, in the order of ids that were drawn by chance.
pub const EXPERIENCES: &str = "declare lines no scroll cursor for \
    select row_to_json(o)::text from ( \
        select id, path, kind, status, in_figures, variant, background, years_in_field, audience_before, region, income_model, \
               ai_used_for, first_customer_channel, started_quarter, first_income_quarter, stopped_quarter, as_of_quarter, \
               confirmed_quarter, followed_up_months, months_to_first_income, duration_months, hours_per_week, weeks_active, \
               hours_total, capital_band, teaching_share, seller, amounts_are, revenue_total_usd_cents, \
               costs_total_usd_cents, net_total_usd_cents, monthly_net_usd_cents, net_hourly_usd_cents, stop_reasons, \
               months_until_copied, ai_helped_write, grade, proof_seen, target_monthly_usd_cents, stop_if_below_usd_cents, \
               stop_by_quarter, months_until_halved, was_read, budget_usd_cents \
        from open_rows \
    ) o order by id";

/// The words that may be published, in the same order.
pub const WORDS: &str = "declare lines no scroll cursor for \
    select row_to_json(o)::text from ( \
        select id, headline, what_i_did, what_went_wrong, tell_a_friend from open_rows where what_i_did is not null \
    ) o order by id";

pub const PATHS: &str = "declare lines no scroll cursor for \
    select row_to_json(o)::text from ( \
        select p.slug as path, p.position, p.name, p.tagline, p.one_line, p.summary, p.what_you_sell, p.who_pays, p.must_bring, \
               (select string_agg(v.slug, ' ' order by v.position) from path_variants v where v.path_id = p.id) as variants, \
               r.said->>'barrier_to_entry' as barrier_to_entry, r.said->>'competition' as competition, \
               r.said->>'startup_capital' as startup_capital, r.said->>'income_model' as income_model, \
               r.said->>'domain_expertise' as domain_expertise, r.said->>'moat' as moat, r.said->>'risk' as risk, \
               r.said->>'nature' as nature, r.said->>'skills' as skills, r.estimated, r.not_stated, \
               e.*, p.updated_on \
        from paths p \
        cross join lateral ( \
            select jsonb_object_agg(dimension, array_to_string(values || detail, ' ')) as said, \
                   string_agg(dimension, ' ' order by dimension) filter (where basis = 'editor') as estimated, \
                   string_agg(dimension, ' ' order by dimension) filter (where basis = 'not_stated') as not_stated \
            from path_ratings where path_id = p.id \
        ) r \
        cross join lateral ( \
            select (select count(*) from experiences where path_id = p.id) as published, \
                   (select count(*) from experiences where path_id = p.id and not in_open_data) as kept_private, \
                   count(*) filter (where in_figures = 'counted') as counted, \
                   count(*) filter (where in_figures = 'seller') as sellers, \
                   count(*) filter (where in_figures = 'no_rate') as no_rate, \
                   count(*) filter (where in_figures = 'not_yet_known') as not_yet_known, \
                   count(*) filter (where kind = 'registered_start') as registered_starts, \
                   count(*) filter (where kind = 'told_afterwards') as told_afterwards, \
                   case when count(*) filter (where in_figures = 'counted') >= 5 then \
                       (select max(came) from (select count(*) as came from coarse_experiences \
                                               where path_id = p.id and in_figures = 'counted' group by came_in) months) \
                   end as busiest_month \
            from coarse_experiences where path_id = p.id \
        ) e \
        order by p.position, p.id \
    ) o";

pub const CASES: &str = "declare lines no scroll cursor for \
    select row_to_json(o)::text from ( \
        select c.slug as \"case\", p.slug as path, v.slug as variant, c.title, c.person_label, c.background, c.outcome, \
               c.relation, c.grade, c.lede, \
               (select string_agg(says, '; ' order by position) from case_figures f where f.case_id = c.id) as told_sums, \
               array_to_string(c.income_model, ' ') as income_model, c.who_pays, c.brought, c.customers, c.lesson, \
               array_to_string(c.unknown, '; ') as unknown, c.observed_year, c.last_checked_on, c.source, c.locator \
        from case_studies c join paths p on p.id = c.path_id left join path_variants v on v.id = c.variant_id \
        order by c.slug \
    ) o";

/// A connection outside the pool, on which one file may take this long.
pub async fn connect(db: &PgPool, patience: Duration) -> sqlx::Result<PgConnection> {
    let limit = patience.as_millis().to_string();
    let options = db.connect_options().as_ref().clone();
    options
        .options([
            ("statement_timeout", limit.clone()),
            ("idle_in_transaction_session_timeout", limit),
            // All rows are read in the end, so the plan that is quick to begin would be the slower one.
            ("cursor_tuple_fraction", "1.0".to_owned()),
        ])
        .connect()
        .await
}

pub async fn hold(conn: &mut PgConnection, number: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "held!""#, number).fetch_one(conn).await
}

/// Lets go of every number that is held. The server may take a while to notice that a connection ended.
pub async fn let_go(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(r#"select pg_advisory_unlock_all()::text as "done""#).fetch_one(conn).await?;
    Ok(())
}

/// Opens the cursor; all that is read is of this moment.
pub async fn declare(conn: &mut PgConnection, cursor: &'static str) -> sqlx::Result<()> {
    sqlx::raw_sql("begin isolation level repeatable read, read only").execute(&mut *conn).await?;
    sqlx::raw_sql(cursor).execute(conn).await?;
    Ok(())
}

/// The next rows of the cursor; none after the last.
pub async fn fetch(conn: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("fetch forward 200 from lines").persistent(false).fetch_all(conn).await
}

/// Whether the caller is the only one, over all copies of the program, until its transaction ends.
pub async fn is_alone(tx: &mut PgConnection, what: i32) -> sqlx::Result<bool> {
    const OPEN_DATA: i32 = 2_026_112_210;
    sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1, $2) as "is!""#, OPEN_DATA, what)
        .fetch_one(tx)
        .await
}

/// When the snapshot of this month was made, if it was.
pub async fn made_at(conn: impl PgExecutor<'_>, month: Month) -> sqlx::Result<Option<OffsetDateTime>> {
    sqlx::query_scalar!("select made_at from snapshots where month = $1", month.first_day())
        .fetch_optional(conn)
        .await
}

/// Whether there was anything to take away before this day.
pub async fn has_reports_before(conn: impl PgExecutor<'_>, day: Date) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from experiences where in_open_data and published_at < $1::date) as "is!""#,
        day,
    )
    .fetch_one(conn)
    .await
}

pub async fn insert_snapshot(tx: &mut PgConnection, month: Month) -> sqlx::Result<()> {
    sqlx::query!("insert into snapshots (month, dictionary) values ($1, $2)", month.first_day(), VERSION)
        .execute(tx)
        .await?;
    Ok(())
}

pub async fn insert_piece(
    tx: &mut PgConnection,
    month: Month,
    name: &str,
    place: i32,
    bytes: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into snapshot_pieces (month, name, place, bytes) values ($1, $2, $3, $4)",
        month.first_day(),
        name,
        place,
        bytes,
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub async fn insert_file(
    tx: &mut PgConnection,
    month: Month,
    name: &str,
    bytes: i64,
    sha256: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into snapshot_files (month, name, bytes, sha256) values ($1, $2, $3, $4)",
        month.first_day(),
        name,
        bytes,
        sha256,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A file of a snapshot, without its content.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub month: Date,
    pub made_at: OffsetDateTime,
    pub name: String,
    pub bytes: i64,
    /// None while it is counted again after a cut; `bytes` is of before, too.
    pub sha256: Option<Vec<u8>>,
    /// Whether its lines can be cut.
    pub holds_words: bool,
    /// The version of the dictionary by which its month is to be read.
    pub dictionary: i16,
    /// When its words were put apart from its numbers.
    pub divided_on: Option<Date>,
}

/// The files of every snapshot, or of one month's: latest month first, then by name.
pub async fn frozen(conn: impl PgExecutor<'_>, month: Option<Month>) -> sqlx::Result<Vec<Frozen>> {
    sqlx::query_as!(
        Frozen,
        r#"
        select f.month as "month!", s.made_at, f.name as "name!", f.bytes as "bytes!", f.sha256, f.holds_words as "holds_words!",
               s.dictionary, (select min(made_on) from word_files w where w.month = s.month and s.dictionary < 3) as divided_on
        from (
            select month, name, bytes, sha256, false as holds_words from snapshot_files
            union all
            select month, name, bytes, case when cuts = (select count(*) from word_cuts c where (c.month, c.name) = (w.month, w.name))
                                            then sha256 end, true from word_files w
        ) f join snapshots s using (month)
        where ($1::date is null or f.month = $1) order by f.month desc, f.name
        "#,
        month.map(Month::first_day),
    )
    .fetch_all(conn)
    .await
}

/// The piece of a frozen file at this place, counted from 0; none after the last.
pub async fn piece(
    conn: impl PgExecutor<'_>,
    month: Date,
    name: &str,
    place: i32,
) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!(
        "select bytes from snapshot_pieces where month = $1 and name = $2 and place = $3",
        month,
        name,
        place,
    )
    .fetch_optional(conn)
    .await
}

/// A line of a frozen file of words.
#[derive(Debug)]
pub struct Line {
    /// The report whose words it holds, by its name in the open data.
    pub report: Option<String>,
    pub text: String,
}

/// Adds lines to a frozen file of words, the first at this place.
pub async fn insert_lines(
    tx: &mut PgConnection,
    month: Month,
    name: &str,
    place: i32,
    lines: &[Line],
) -> sqlx::Result<()> {
    let (reports, texts): (Vec<Option<&str>>, Vec<&str>) =
        lines.iter().map(|line| (line.report.as_deref(), line.text.as_str())).unzip();
    sqlx::query!(
        r#"
        insert into word_lines (month, name, place, open_id, line)
        select $1, $2, $3::int + n.place::int - 1, n.report::uuid, n.line
        from unnest($4::text[], $5::text[]) with ordinality as n (report, line, place)
        "#,
        month.first_day(),
        name,
        place,
        &reports as _,
        &texts as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub async fn insert_word_file(
    tx: &mut PgConnection,
    month: Month,
    name: &str,
    bytes: i64,
    sha256: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into word_files (month, name, bytes, sha256) values ($1, $2, $3, $4)",
        month.first_day(),
        name,
        bytes,
        sha256,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The lines of a frozen file of words after this place, with their places; none after the last.
pub async fn lines_after(
    conn: impl PgExecutor<'_>,
    month: Date,
    name: &str,
    place: i32,
) -> sqlx::Result<Vec<(i32, String)>> {
    let rows = sqlx::query!(
        "select place, line from word_lines where month = $1 and name = $2 and place > $3 order by place limit 200",
        month,
        name,
        place,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| (row.place, row.line)).collect())
}

/// Waits for the cuts that are under way and lets no other begin until the transaction ends.
pub async fn hold_cuts(tx: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(2026112210, 3)").execute(tx).await?;
    Ok(())
}

/// Cuts the words of reports that are on the site no more, or whose authors took them back.
pub async fn cut_gone(tx: &mut PgConnection, month: Month) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with cut as (
            delete from word_lines l where month = $1 and open_id is not null and not exists (
                select from experiences e where e.open_id = l.open_id and e.in_open_data and e.what_i_did is not null)
            returning name
        )
        insert into word_cuts (month, name, lines, cause) select $1, name, count(*), 'taken_back' from cut group by name
        "#,
        month.first_day(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The files of words that were cut since they were counted.
pub async fn cut_files(conn: impl PgExecutor<'_>) -> sqlx::Result<Vec<(Date, String)>> {
    let rows = sqlx::query!(
        r#"
        select month, name from word_files w
        where cuts <> (select count(*) from word_cuts c where (c.month, c.name) = (w.month, w.name)) order by month, name
        "#,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| (row.month, row.name)).collect())
}

pub async fn note_count(
    tx: &mut PgConnection,
    month: Date,
    name: &str,
    bytes: i64,
    sha256: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update word_files w set bytes = $3, sha256 = $4,
            cuts = (select count(*) from word_cuts c where (c.month, c.name) = (w.month, w.name))
        where month = $1 and name = $2
        "#,
        month,
        name,
        bytes,
        sha256,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The mark that cuts of a file leave, those of one day and cause together.
#[derive(Debug)]
pub struct Cut {
    pub month: Date,
    pub name: String,
    pub cut_on: Date,
    pub lines: i64,
    pub by_order: bool,
}

/// The latest first.
pub async fn cuts(conn: impl PgExecutor<'_>) -> sqlx::Result<Vec<Cut>> {
    sqlx::query_as!(
        Cut,
        r#"
        select month, name, cut_on, sum(lines)::bigint as "lines!", cause = 'by_order' as "by_order!"
        from word_cuts group by month, name, cut_on, cause order by cut_on desc, month desc, name, cause
        "#,
    )
    .fetch_all(conn)
    .await
}

/// The months whose words are still among their numbers, as they were frozen before words were kept apart.
pub async fn undivided(conn: impl PgExecutor<'_>) -> sqlx::Result<Vec<Date>> {
    sqlx::query_scalar!(
        "select month from snapshots s where not exists (select from word_files w where w.month = s.month) order by month"
    )
    .fetch_all(conn)
    .await
}

/// Puts the pieces at places below 0 where the file's pieces were; without size and checksum, the file goes.
pub async fn divide_frozen(
    tx: &mut PgConnection,
    month: Month,
    name: &str,
    counted: Option<(i64, &[u8])>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select divide_frozen($1, $2, $3, $4)::text as "done""#,
        month.first_day(),
        name,
        counted.map(|(bytes, _)| bytes),
        counted.map(|(_, sha256)| sha256),
    )
    .fetch_one(tx)
    .await?;
    Ok(())
}
