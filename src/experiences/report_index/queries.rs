use super::STANDING;
use crate::{
    counting::{Entry, Moment},
    experiences::{filter::QUALITIES, lists::InFigures},
    figures::{Came, Grade, Outcome},
    reports::Status,
    values::{ClosedList as _, ExperienceId, Month, UsdCents},
};
use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};

/// How many reports are read at once: few enough for the time a statement may take on a busy machine.
const BATCH: i64 = 2_000;

pub async fn moment(conn: &mut PgConnection) -> sqlx::Result<Moment> {
    sqlx::query_as!(
        Moment,
        r#"
        select counted_database() as "database!", pg_current_snapshot()::text as "snapshot!",
            current_date as "day!", now() as "at!"
        "#
    )
    .fetch_one(conn)
    .await
}

/// Changes after a moment.
#[derive(Debug)]
pub struct Changes {
    pub moment: Moment,
    /// The ids of experiences that came, changed or went.
    pub changed: Vec<ExperienceId>,
}

/// Those whose freshness changed with the day are among the changed, and the starts that fell due or silent with it.
pub async fn news(conn: &mut PgConnection, since: &Moment) -> sqlx::Result<Changes> {
    let row = sqlx::query!(
        r#"
        select counted_database() as "database!", pg_current_snapshot()::text as "snapshot!",
            current_date as "day!", now() as "at!", array(
            select experience_id from experience_changes
            where transaction >= pg_snapshot_xmin($1::text::pg_snapshot)
              and not pg_visible_in_snapshot(transaction, $1::text::pg_snapshot)
              and pg_visible_in_snapshot(transaction, pg_current_snapshot())
            union
            select e.id from unnest(array[9, 15]) as limits (months)
            join experiences e on e.confirmed_on > $2::date - make_interval(months => months)
                              and e.confirmed_on <= current_date - make_interval(months => months)
            where $2::date < current_date
            union
            select e.id from experiences e,
                unnest(array[3, 6, 12, 24]) as after (months),
                lateral (select (date_trunc('quarter', e.started_on) + make_interval(months => 3 + months))::date as day) as due,
                unnest(array[0, 61]) as later (days)
            where e.kind = 'registered_start' and $2::date < current_date
              and day + days > $2::date and day + days <= current_date
        ) as "changed!"
        "#,
        since.snapshot,
        since.day,
    )
    .fetch_one(conn)
    .await?;
    let moment = Moment { database: row.database, snapshot: row.snapshot, day: row.day, at: row.at };
    Ok(Changes { moment, changed: row.changed.into_iter().map(ExperienceId).collect() })
}

/// Those of these ids that are published.
pub async fn entries(conn: &mut PgConnection, ids: &[ExperienceId]) -> sqlx::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for ids in ids.chunks(BATCH as usize) {
        let mut query = select(|query| {
            query.push("(select * from experiences where id = any(").push_bind(ids).push("))");
        });
        let rows: Vec<Row> = query.build_query_as().fetch_all(&mut *conn).await?;
        entries.extend(rows.into_iter().map(Entry::from));
    }
    Ok(entries)
}

/// The next of all experiences after this id, by their ids; none after the last one.
pub async fn entries_after(conn: &mut PgConnection, id: ExperienceId) -> sqlx::Result<Vec<Entry>> {
    let mut query = select(|query| {
        query.push("(select * from experiences where id > ").push_bind(id);
        query.push(" order by id limit ").push_bind(BATCH).push(")");
    });
    query.push(" order by e.id");
    let rows: Vec<Row> = query.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub async fn forget_old_changes(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query!("delete from experience_changes where noted_at < now() - interval '7 days'")
        .execute(db)
        .await
        .map(drop)
}

/// `push_from` adds which experiences are meant.
fn select(push_from: impl FnOnce(&mut QueryBuilder<Postgres>)) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new("select e.id, array[");
    for (place, quality) in QUALITIES.iter().enumerate() {
        query.push(if place == 0 { "" } else { ", " }).push(quality.said);
    }
    query.push(
        "]::text[] as said, e.monthly_net_usd, e.net_hourly_usd, e.net_total_usd, e.months_to_first_income, e.proof_seen, \
         e.unread_answers = 0 as was_read, e.status, e.grade, c.came_in, \
         case when c.kind = 'registered_start' and not c.seller then standing_of_start(c.started_on, c.months_to_first_income is not null, \
         c.status, c.followed_up_months, c.confirmed_on) end as standing from ",
    );
    push_from(&mut query);
    query.push(
        " e join paths p on p.id = e.path_id left join path_variants v on v.id = e.variant_id \
         left join coarse_experiences c on c.id = e.id",
    );
    query
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ExperienceId,
    /// In the order of the qualities, several words joined by commas.
    said: Vec<Option<String>>,
    monthly_net_usd: Option<UsdCents>,
    net_hourly_usd: Option<UsdCents>,
    months_to_first_income: Option<i16>,
    proof_seen: bool,
    was_read: bool,
    status: Status,
    grade: Grade,
    /// Null for what is not in the open data.
    came_in: Option<Month>,
    net_total_usd: Option<UsdCents>,
    /// Where a start stands whose author sells nothing about the path; null for all else.
    standing: Option<String>,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let mut words = Vec::new();
        words.extend(row.standing.map(|word| (STANDING, word)));
        for (quality, said) in QUALITIES.iter().zip(row.said) {
            let said = said.unwrap_or_default();
            let each = said.split(',').filter(|word| !word.is_empty());
            words.extend(each.map(|word| (quality.key, word.to_owned())));
        }
        let is_counted =
            words.iter().any(|(key, word)| *key == "in_figures" && *word == InFigures::Counted.word());
        let sums = row.monthly_net_usd.zip(row.net_total_usd).zip(row.came_in).filter(|_| is_counted);
        let outcome = sums.map(|((monthly, over_all), month)| Outcome {
            monthly_cents: monthly,
            over_all_cents: over_all,
            hourly_cents: row.net_hourly_usd,
            months_to_first: row.months_to_first_income.map(f64::from),
            proof_seen: row.proof_seen,
            was_read: row.was_read,
            ending: row.status.into(),
            came: Came { grade: row.grade, month },
        });
        Self { id: row.id, words, outcome }
    }
}
