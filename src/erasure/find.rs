//! The search in the database: its catalogue says which tables and columns there are, so that none can be forgotten.

use anyhow::Result;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use std::fmt;

/// Where something was found.
#[derive(Debug)]
pub struct Found {
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

pub async fn word(db: &PgPool, tables: &[Table], word: &str) -> Result<Vec<Found>> {
    let mut conn = patient(db).await?;
    let mut found = Vec::new();
    for table in tables {
        let counts: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(table.counting()))
            .bind(word)
            .persistent(false)
            .fetch_one(&mut *conn)
            .await?;
        let places = table.columns.iter().zip(counts).filter(|(_, times)| *times > 0);
        found.extend(places.map(|((column, _), times)| Found {
            place: format!("{}.{column}", table.name),
            times,
            stays: false,
        }));
    }
    for (place, sql) in ELSEWHERE {
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).bind(word).fetch_all(&mut *conn).await?;
        found.extend(rows.into_iter().map(|(name, times)| Found {
            place: format!("{place} {name}"),
            times,
            stays: false,
        }));
    }
    // A connection with so much patience goes back to nobody.
    conn.close().await?;
    Ok(found)
}

/// What the server keeps of columns beside the tables, what it runs, and what lies on the seam of two frozen pieces.
const ELSEWHERE: [(&str, &str); 3] = [
    (
        "the planner's sample of",
        "select tablename || '.' || attname, count(*) from pg_stats \
         where position(lower($1) in lower(concat(most_common_vals, histogram_bounds, most_common_elems))) > 0 group by 1",
    ),
    (
        "a statement that runs for",
        "select coalesce(usename::text, 'the server'), count(*) from pg_stat_activity \
         where datname = current_database() and pid <> pg_backend_pid() and position(lower($1) in lower(query)) > 0 group by 1",
    ),
    (
        "between two pieces of",
        "select a.name, count(*) from snapshot_pieces a \
         join snapshot_pieces b on b.month = a.month and b.name = a.name and b.place = a.place + 1 \
         where position(convert_to($1, 'UTF8') in \
             substr(a.bytes, greatest(1, length(a.bytes) - octet_length($1) + 1)) || substr(b.bytes, 1, octet_length($1))) > 0 \
         group by 1",
    ),
];

impl Table {
    /// One reading of the table counts for each column the rows that hold the word.
    fn counting(&self) -> String {
        let holds = |(column, kind): &(String, String)| {
            if kind == "bytea" {
                format!("count(*) filter (where position(convert_to($1, 'UTF8') in {column}) > 0)")
            } else {
                format!("count(*) filter (where position(lower($1) in lower({column}::text)) > 0)")
            }
        };
        let counts: Vec<String> = self.columns.iter().map(holds).collect();
        format!("select array[{}] from {}", counts.join(", "), self.name)
    }
}

/// Looks in every column that names an experience by its number.
pub async fn report(db: &PgPool, number: i64) -> Result<Vec<Found>> {
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
            found.push(Found { place: format!("{table}.{column}"), times, stays });
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

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, times, .. } = self;
        write!(f, "{place}: {}", crate::values::how_many(*times, "time"))?;
        if self.stays { f.write_str(", a bare number, which stays") } else { Ok(()) }
    }
}
