//! The search in the database: its catalogue says which tables and columns there are, so that none can be forgotten.

use super::sought::{self, SEAM, SearchedWords};
use crate::values::ExperienceId;
use anyhow::Result;
use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use std::{collections::BTreeMap, fmt};

/// Where something was found.
#[derive(Debug)]
pub struct Match {
    pub place: String,
    pub times: i64,
    /// Whether it is a bare number that stays by design, as in the public log.
    pub stays: bool,
}

/// A table, as it is written in SQL, and its columns with their types.
#[derive(Debug)]
pub struct Table {
    name: String,
    columns: Vec<(String, String)>,
}

/// The tables in which a report's number outlives the report, without a word of it: the public log, and what changed in
/// the last week.
const NUMBERS_STAY: [&str; 2] = ["moderation_events", "experience_changes"];

/// Every table and kept view of every schema but the server's own.
pub async fn tables(db: &PgPool) -> Result<Vec<Table>> {
    let rows: Vec<(String, Vec<String>, Vec<String>)> = sqlx::query_as(
        "select c.oid::regclass::text, array_agg(quote_ident(a.attname) order by a.attnum), \
                array_agg(format_type(a.atttypid, null) order by a.attnum) \
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
         where c.relkind in ('r', 'm') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' \
         group by c.oid order by 1",
    )
    .fetch_all(db)
    .await?;
    let table = |(name, columns, types): (String, Vec<String>, Vec<String>)| Table {
        name,
        columns: columns.into_iter().zip(types).collect(),
    };
    Ok(rows.into_iter().map(table).collect())
}

/// In every column of the tables, and in what the server keeps and runs beside them.
pub async fn words(db: &PgPool, tables: &[Table], words: &[SearchedWords]) -> Result<Vec<Match>> {
    let mut conn = patient(db).await?;
    let mut found: BTreeMap<String, i64> = BTreeMap::new();
    let mut note = |place: String, times: i64| {
        if times > 0 {
            *found.entry(place).or_default() += times;
        }
    };
    for table in tables {
        let sql = AssertSqlSafe(table.reading());
        let mut rows = sqlx::query_scalar::<_, Vec<Option<String>>>(sql).persistent(false).fetch(&mut *conn);
        while let Some(row) = rows.try_next().await? {
            for ((column, kind), text) in table.columns.iter().zip(row) {
                let text = text.unwrap_or_default();
                let times = match kind.as_str() {
                    "bytea" => sought::count(words, &String::from_utf8_lossy(&bytes(&text))),
                    _ => sought::count(words, &text),
                };
                note(format!("{}.{column}", table.name), times);
            }
        }
    }
    for sql in ELSEWHERE {
        let rows: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
        for (place, text) in rows {
            note(place, sought::count(words, &text));
        }
    }
    let mut last = (String::new(), Vec::new());
    let mut pieces = sqlx::query_as::<_, (String, Vec<u8>)>(PIECES).fetch(&mut *conn);
    while let Some((name, piece)) = pieces.try_next().await? {
        let (before, after) = (last.1.as_slice(), piece.get(..SEAM).unwrap_or(&piece));
        let both = if last.0 == name { [before, after].concat() } else { Vec::new() };
        let [both, before, after] =
            [&both, before, after].map(|bytes| sought::count(words, &String::from_utf8_lossy(bytes)));
        note(format!("between two pieces of {name}"), both - before.max(after));
        let end = piece.get(piece.len().saturating_sub(SEAM)..).unwrap_or_default().to_vec();
        last = (name, end);
    }
    drop(pieces);
    // A connection with so much patience goes back to nobody.
    conn.close().await?;
    Ok(found.into_iter().map(|(place, times)| Match { place, times, stays: false }).collect())
}

/// Statistics of columns that the server keeps beside the tables, and statements it runs, as far as our role is shown them.
const ELSEWHERE: [&str; 2] = [
    "select 'the planner''s sample of ' || tablename || '.' || attname, \
            concat(most_common_vals, histogram_bounds, most_common_elems) from pg_stats",
    "select 'a statement that runs for ' || coalesce(usename::text, 'the server'), query from pg_stat_activity \
     where datname = current_database() and pid <> pg_backend_pid() and query is not null",
];

/// The pieces of frozen files in their order, as words may lie on the seam of two.
const PIECES: &str =
    "select month::text || ' ' || name, bytes from snapshot_pieces order by month, name, place";

/// How many statements of other roles the server runs now and does not show to ours.
pub async fn unseen(db: &PgPool) -> sqlx::Result<i64> {
    let sql = "select count(*) from pg_stat_activity where datname = current_database() and query = '<insufficient privilege>'";
    sqlx::query_scalar(sql).fetch_one(db).await
}

/// The reverse of `encode(…, 'hex')`.
fn bytes(hex: &str) -> Vec<u8> {
    let digit = |c: char| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default();
    let digits: Vec<u8> = hex.chars().map(digit).collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

impl Table {
    /// A statement that gives each row as an array of texts.
    fn reading(&self) -> String {
        let text = |(column, kind): &(String, String)| match kind.as_str() {
            "bytea" => format!("encode({column}, 'hex')"),
            _ => format!("{column}::text"),
        };
        let columns: Vec<String> = self.columns.iter().map(text).collect();
        format!("select array[{}]::text[] from {}", columns.join(", "), self.name)
    }
}

/// Looks in every column that names an experience by its number.
pub async fn report(db: &PgPool, number: ExperienceId) -> Result<Vec<Match>> {
    let mut conn = patient(db).await?;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text from information_schema.columns join information_schema.tables \
             using (table_schema, table_name) \
         where table_schema = current_schema() and table_type = 'BASE TABLE' \
           and (column_name = 'experience_id' or table_name = 'experiences' and column_name = 'id') order by 1",
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut found = Vec::new();
    for (table, column) in columns {
        let sql = format!("select count(*) from {table} where {column} = $1");
        let times: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(number)
            .persistent(false)
            .fetch_one(&mut *conn)
            .await?;
        if times > 0 {
            let stays = NUMBERS_STAY.contains(&table.as_str());
            found.push(Match { place: format!("{table}.{column}"), times, stays });
        }
    }
    conn.close().await?;
    Ok(found)
}

/// A connection that may read whole tables.
async fn patient(db: &PgPool) -> sqlx::Result<sqlx::pool::PoolConnection<sqlx::Postgres>> {
    let mut conn = db.acquire().await?;
    let unlimited = "set statement_timeout = 0";
    sqlx::query(unlimited).execute(&mut *conn as &mut PgConnection).await?;
    Ok(conn)
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, times, .. } = self;
        write!(f, "{place}: {}", crate::values::how_many(*times, "time"))?;
        if self.stays { f.write_str(", a bare number, which stays") } else { Ok(()) }
    }
}
