//! A database that the first edition has filled is brought up to date while people read and write, and nobody waits.

use super::migrating::FIRST_EDITION;
use crate::support::database_at;
use firstbucket::db::MIGRATOR;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::sleep;

const ROWS: &str = include_str!("first_edition.sql");

/// How many times each report is there. `FILLED_TIMES=25000` makes the hundred thousand reports that a release is tried on.
fn times() -> u32 {
    std::env::var("FILLED_TIMES").map_or(2_500, |times| times.parse().unwrap())
}

/// The tables that grow with the reports, each with a column that can be written as it is.
const GROWING: [(&str, &str); 7] = [
    ("submissions", "kind"),
    ("submission_revisions", "kind"),
    ("experiences", "kind"),
    ("review_items", "kind"),
    ("moderation_events", "action"),
    ("experience_updates", "state"),
    ("appeals", "item_id"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_database_is_brought_up_to_date_and_nobody_waits_for_a_second() {
    let database = database_at(FIRST_EDITION).await;
    fill(&mut PgConnection::connect(&database.superuser_url()).await.unwrap()).await;
    let over = Arc::new(AtomicBool::new(false));
    let people: Vec<_> = GROWING
        .iter()
        .map(|(table, column)| {
            let (url, over) = (database.superuser_url(), Arc::clone(&over));
            tokio::spawn(read_and_write(url, table, column, over))
        })
        .collect();

    database.migrate().await.unwrap();

    over.store(true, Ordering::Relaxed);
    for person in people {
        assert!(person.await.unwrap() > 0);
    }
    let newest = MIGRATOR.iter().map(|migration| migration.version).max();
    let reached = sqlx::query_scalar("select max(version) from _sqlx_migrations");
    assert_eq!(reached.fetch_one(&database.pool()).await.ok(), newest);
}

/// The server itself says who waited too long for a table or a row, however busy the machine is.
async fn read_and_write(url: String, table: &str, column: &str, over: Arc<AtomicBool>) -> usize {
    let mut conn = PgConnection::connect(&url).await.unwrap();
    // Nothing is changed, so nothing need be noted of it.
    let as_asked = "set lock_timeout = '1s'; set session_replication_role = replica";
    sqlx::raw_sql(as_asked).execute(&mut conn).await.unwrap();
    let ids = sqlx::query_scalar(AssertSqlSafe(format!("select id from {table} order by id")));
    let ids: Vec<i64> = ids.fetch_all(&mut conn).await.unwrap();
    let mut done = 0;
    // Once more after the end, so that each has met the newest schema.
    let mut ends = false;
    while !ends {
        ends = over.load(Ordering::Relaxed);
        let id = ids[done * 7_919 % ids.len()];
        let write = format!("update {table} set {column} = {column} where id = {id}");
        for sql in [format!("select * from {table} where id = {id}"), write] {
            let asked = sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(&mut conn).await;
            assert!(asked.is_ok(), "{sql}: {asked:?}");
        }
        done += 1;
        sleep(Duration::from_millis(5)).await;
    }
    done
}

/// Puts every row of the fixture there so many times, under numbers and keys of its own.
async fn fill(conn: &mut PgConnection) {
    sqlx::raw_sql(ROWS).execute(&mut *conn).await.unwrap();
    for (table, _) in GROWING {
        let columns = sqlx::query_as(
            "select attname::text, format_type(atttypid, atttypmod) from pg_attribute
             where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and not attisdropped",
        );
        let columns: Vec<(String, String)> = columns.bind(table).fetch_all(&mut *conn).await.unwrap();
        let copied = |(name, kind): &(String, String)| match (name.as_str(), kind.as_str()) {
            ("id" | "submission_id" | "revision_id" | "live_revision_id" | "item_id" | "update_id", _) => {
                format!("{name} + n * 1000")
            }
            ("reference", _) => format!("{name} || '-' || n"),
            (_, "bytea") => format!("sha256({name} || n::text::bytea)"),
            (_, "uuid") => "gen_random_uuid()".to_owned(),
            _ => name.clone(),
        };
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let values: Vec<String> = columns.iter().map(copied).collect();
        let copy = format!(
            "insert into {table} ({}) overriding system value select {} from {table}, generate_series(1, {}) as n",
            names.join(", "),
            values.join(", "),
            times() - 1
        );
        sqlx::raw_sql(AssertSqlSafe(copy)).execute(&mut *conn).await.unwrap();
    }
    sqlx::raw_sql("set session_replication_role = origin; analyze").execute(conn).await.unwrap();
}
