use super::stored::{Lasted, PathFigures, Stopped};
use crate::{
    figures::{Event, Observation, Starts, definitions::EARNED, grade::STALE_MONTHS},
    reports::{Kind, StopReason},
    values::{Cell, PathId},
};
use sqlx::{PgExecutor, types::Json};
use time::OffsetDateTime;

/// The present understanding of `path_figures.figures`. Count it up when the meaning of anything in it changes.
const SHAPE: i16 = 8;

/// So many people of a stratum who met the same in the same month.
#[derive(Debug)]
pub struct EventRow {
    pub kind: Kind,
    earned: bool,
    gave_up: bool,
    month: i64,
    people: i64,
}

impl EventRow {
    pub fn counted(&self) -> (Observation, usize) {
        let event = match (self.earned, self.gave_up) {
            (true, _) => Event::Earned,
            (false, true) => Event::GaveUp,
            (false, false) => Event::Censored,
        };
        let month = u32::try_from(self.month).unwrap_or_default();
        (Observation { entered: 0, month, event }, count(self.people))
    }
}

/// The event that came first for everybody who sells nothing about the path. Whoever still tries, or pauses, counts up to
/// the month of the report, and a quarter longer for each that passed until its last confirmation. Days are quarters, here as
/// below.
pub async fn events(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select kind as "kind!: _", earned as "earned!", gave_up as "gave_up!",
               (case when earned then months_to_first_income when gave_up then duration_months
                else duration_months + greatest(later, 0) end)::bigint as "month!",
               count(*) as "people!"
        from (select kind, months_to_first_income, duration_months, months_to_first_income is not null as earned,
                     status = 'stopped_before_income' as gave_up,
                     (extract(year from confirmed_on) - extract(year from as_of)) * 12
                     + (extract(quarter from confirmed_on) - extract(quarter from as_of)) * 3 as later
              from coarse_experiences where path_id = $1 and not seller) as attempts
        group by 1, 2, 3, 4
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await
}

/// Registered starts by where they stand today, and how many of those who answered still earn.
pub async fn starts(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<(Starts, usize)> {
    let rows = sqlx::query!(
        r#"
        select standing_of_start(started_on, months_to_first_income is not null, status, followed_up_months, confirmed_on) as "standing!",
               status = 'earning' as "earning!", count(*) as "people!"
        from coarse_experiences where path_id = $1 and kind = 'registered_start' and not seller
        group by 1, 2
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await?;
    let starts = Starts::of_standings(rows.iter().map(|row| (row.standing.as_str(), count(row.people))));
    let earning =
        rows.iter().filter(|row| row.earning && row.standing == EARNED).map(|row| count(row.people));
    Ok((starts, earning.sum()))
}

/// How many of the reports that figures rest on were last confirmed in a quarter that ended over a year ago.
pub async fn stale(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "n!" from coarse_experiences
        where path_id = $1 and in_figures = 'counted'
          and confirmed_on + interval '3 months' <= site_today() - make_interval(months => $2)
        "#,
        path_id.0,
        STALE_MONTHS,
    )
    .fetch_one(db)
    .await
}

pub async fn stops(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<Stopped>> {
    let rows = sqlx::query!(
        r#"
        select reason as "reason: Cell<StopReason>", duration_months::bigint as "month!", count(*) as "people!"
        from coarse_experiences, unnest(stop_reasons || null::text) as reasons (reason)
        where path_id = $1 and not seller and cardinality(stop_reasons) > 0
        group by 1, 2 order by 1, 2
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await?;
    let stopped = rows.into_iter().map(|row| Stopped {
        reason: row.reason,
        month: row.month,
        people: count(row.people),
    });
    Ok(stopped.collect())
}

/// How long the edge lasted: until the first copy, and until price or income had halved.
pub async fn edges(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<(Vec<Lasted>, Vec<Lasted>)> {
    let rows = sqlx::query!(
        r#"
        select halved as "halved!", extract(year from started_on)::int as "year!",
               (case when extract(month from started_on) < 7 then 1 else 2 end) as "half!",
               months::bigint as "months!", count(*) as "people!"
        from coarse_experiences,
             lateral (values (false, months_until_copied), (true, months_until_halved)) as edge (halved, months)
        where path_id = $1 and not seller and months is not null
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await?;
    let lasted = |halved| {
        let rows = rows.iter().filter(move |row| row.halved == halved);
        rows.map(|row| Lasted {
            year: row.year,
            half: row.half,
            months: row.months,
            people: count(row.people),
        })
    };
    Ok((lasted(false).collect(), lasted(true).collect()))
}

/// Whole hours a week, and how many spent so many.
pub async fn hours_a_week(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<Vec<(i64, usize)>> {
    let rows = sqlx::query!(
        r#"
        select round(hours_per_week::numeric)::bigint as "hours!", count(*) as "people!"
        from coarse_experiences where path_id = $1 and in_figures = 'counted'
        group by 1 order by 1
        "#,
        path_id.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.hours, count(row.people))).collect())
}

/// A path with its figures as they were counted last, if ever.
#[derive(Debug)]
pub struct StoredRow {
    pub path_id: PathId,
    as_of: Option<OffsetDateTime>,
    pub took_ms: Option<i32>,
    figures: Option<serde_json::Value>,
    /// Whether reports changed since then, or a day passed.
    pub due: bool,
}

impl StoredRow {
    pub fn figures(self) -> Option<PathFigures> {
        let figures: PathFigures = serde_json::from_value(self.figures?).ok()?;
        Some(PathFigures { as_of: self.as_of?, ..figures })
    }
}

/// All paths in their order, or this one.
pub async fn stored(db: impl PgExecutor<'_>, path_id: Option<PathId>) -> sqlx::Result<Vec<StoredRow>> {
    sqlx::query_as!(
        StoredRow,
        r#"
        select p.id as path_id, f.as_of as "as_of?", f.took_ms as "took_ms?", f.figures as "figures?",
               coalesce((f.as_of at time zone 'utc')::date < site_today(), true)
               or exists (select from figures_due d where d.path_id = p.id) as "due!"
        from paths p left join path_figures f on f.path_id = p.id and f.shape = $1
        where $2::bigint is null or p.id = $2
        order by p.position, p.id
        "#,
        SHAPE,
        path_id.map(|id| id.0),
    )
    .fetch_all(db)
    .await
}

/// The paths to be counted, those that changed first coming first.
pub async fn due(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<PathId>> {
    sqlx::query_scalar!(
        r#"
        select p.id
        from paths p
        left join path_figures f on f.path_id = p.id and f.shape = $1
        left join (select path_id, min(id) as first from figures_due group by path_id) d on d.path_id = p.id
        where d.path_id is not null or coalesce((f.as_of at time zone 'utc')::date < site_today(), true)
        order by d.first, p.id
        "#,
        SHAPE,
    )
    .fetch_all(db)
    .await
}

/// Waits until nobody else counts this path, and keeps others from it until the end of the transaction.
pub async fn hold(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('path_figures', $1))::text", path_id.0)
        .fetch_one(db)
        .await?;
    Ok(())
}

/// Takes away what is noted of the path's changes; what is counted after this has seen all of them.
pub async fn take_due(db: impl PgExecutor<'_>, path_id: PathId) -> sqlx::Result<()> {
    sqlx::query!("delete from figures_due where path_id = $1", path_id.0).execute(db).await?;
    Ok(())
}

pub async fn store(
    db: impl PgExecutor<'_>,
    path_id: PathId,
    figures: &PathFigures,
    took_ms: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into path_figures (path_id, shape, as_of, took_ms, figures) values ($1, $2, $3, $4, $5)
        on conflict (path_id) do update set (shape, as_of, took_ms, figures)
            = (excluded.shape, excluded.as_of, excluded.took_ms, excluded.figures)
        "#,
        path_id.0,
        SHAPE,
        figures.as_of,
        took_ms,
        Json(figures) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

fn count(people: i64) -> usize {
    usize::try_from(people).unwrap_or_default()
}
