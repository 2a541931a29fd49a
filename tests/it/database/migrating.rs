//! The schema changes under people who use the site, and the program says what it finds.

use crate::support::{database_at, fresh_database};
use firstbucket::db::MIGRATOR;
use sqlx::{Connection as _, PgConnection};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// What the first edition's program left behind; its files never change.
pub const FIRST_EDITION: i64 = 20_261_128_170_000;

#[tokio::test]
async fn an_old_program_says_of_a_newer_database_what_it_is() {
    let database = fresh_database().await;
    sqlx::raw_sql(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (29990101000000, 'of the future', true, '', 0)",
    )
    .execute(&database.pool())
    .await
    .unwrap();
    let said = database.migrate().await.unwrap_err().to_string();
    assert!(said.starts_with("This database was brought up to date by a newer First Bucket"), "{said}");
    assert!(said.contains("29990101000000"), "{said}");
}

#[tokio::test]
async fn a_program_says_of_a_database_that_is_not_its_own_what_it_is() {
    let database = fresh_database().await;
    let other = "update _sqlx_migrations set checksum = '' where version = 20261122090300";
    sqlx::raw_sql(other).execute(&database.pool()).await.unwrap();
    let said = database.migrate().await.unwrap_err().to_string();
    assert!(said.contains("made by another First Bucket") && said.contains("20261122090300"), "{said}");
}

/// Whoever waits for a lock holds up all who come later, so it lets go in between.
#[tokio::test]
async fn a_migration_that_finds_a_table_in_use_holds_nobody_up_and_tries_again() {
    let database = database_at(FIRST_EDITION).await;
    let mut long = PgConnection::connect(&database.superuser_url()).await.unwrap();
    sqlx::raw_sql("begin; select count(*) from rate_limits").execute(&mut long).await.unwrap();
    let mut reader = PgConnection::connect(&database.superuser_url()).await.unwrap();
    sqlx::raw_sql("set lock_timeout = '1s'").execute(&mut reader).await.unwrap();
    let read = async {
        for _ in 0..40 {
            sqlx::raw_sql("select count(*) from rate_limits").execute(&mut reader).await.unwrap();
            sleep(Duration::from_millis(50)).await;
        }
        sqlx::raw_sql("rollback").execute(&mut long).await.unwrap();
    };
    let both = async { tokio::join!(database.migrate(), read).0 };
    timeout(Duration::from_secs(60), both).await.expect("it tries again").unwrap();
    let newest = MIGRATOR.iter().map(|migration| migration.version).max();
    let reached = sqlx::query_scalar("select max(version) from _sqlx_migrations");
    assert_eq!(reached.fetch_one(&database.pool()).await.ok(), newest);
}

/// A statement that changes rows takes as long as there are rows, and nobody may wait for a table so long.
#[test]
fn no_migration_changes_rows_while_it_holds_a_table() {
    for migration in MIGRATOR.iter().filter(|migration| migration.version > FIRST_EDITION) {
        let wrong = change_and_lock(migration.sql.as_str());
        assert_eq!(wrong, None, "{} {}", migration.version, migration.description);
    }
}

/// The first statement that changes rows and the first that locks a table others use, if the file has both.
fn change_and_lock(file: &str) -> Option<(String, String)> {
    let statements = statements(file);
    let made: Vec<&str> = statements.iter().filter_map(|words| after(words, "create table")).collect();
    let is_new = |table: &str| made.contains(&table);
    let changes = statements.iter().find(|words| {
        let words = format!(" {words} ");
        let inserts_rows_of_others = words.contains(" insert into ") && words.contains(" select ");
        !words.starts_with(" create ")
            && (words.contains(" update ") || words.contains(" delete from ") || inserts_rows_of_others)
    });
    let locks = statements.iter().find(|words| {
        let altered = after(words, "alter table").or(after(words, "drop table")).or(after(words, "truncate"));
        let built_on = ["create index", "create unique index", "create trigger", "create constraint trigger"];
        let built = built_on.iter().any(|begin| words.starts_with(begin)).then(|| table_of(words)).flatten();
        altered.or(built).is_some_and(|table| !is_new(table))
    });
    Some((changes?.clone(), locks?.clone()))
}

/// The name after these words at the beginning of a statement.
fn after<'a>(statement: &'a str, words: &str) -> Option<&'a str> {
    let rest = statement.strip_prefix(words)?.trim_start();
    let rest = ["if not exists ", "if exists ", "only ", "table "]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
}

fn table_of(statement: &str) -> Option<&str> {
    statement.split(" on ").nth(1)?.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
}

/// The statements of a file in lower case with single spaces, without comments and what is quoted. The body of a block
/// that runs at once is part of its statement; that of a function is not, as it runs later.
fn statements(file: &str) -> Vec<String> {
    let file = file.to_lowercase();
    let lines: Vec<&str> = file.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let text = lines.join(" ");
    let mut found = vec![String::new()];
    // Every other piece is a body between dollar signs.
    for (place, piece) in text.split("$$").enumerate() {
        let is_body = place % 2 == 1;
        let runs_at_once = found.last().is_some_and(|begun| begun.trim_start().starts_with("do"));
        if is_body && !runs_at_once {
            continue;
        }
        // Every other part of it is a quoted word.
        let plain: Vec<&str> = piece.split('\'').step_by(2).collect();
        for (place, part) in plain.join("''").split(';').enumerate() {
            if place > 0 && is_body {
                found.last_mut().unwrap().push(' ');
            } else if place > 0 {
                found.push(String::new());
            }
            found.last_mut().unwrap().push_str(part);
        }
    }
    let folded = found.iter().map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.filter(|words| !words.is_empty()).collect()
}

#[test]
fn a_change_of_rows_beside_a_locked_table_is_seen_however_it_is_written() {
    for (file, is_wrong) in [
        ("alter table submissions add column a int; update submissions set a = 1;", true),
        (
            "ALTER TABLE only submissions\n add column a int;\nwith x as (select 1) update submissions set a = 1",
            true,
        ),
        ("create index on submissions (kind); do $$ begin delete from submissions; end $$;", true),
        (
            "create trigger t after insert on submissions execute function f(); insert into log select * from submissions",
            true,
        ),
        ("drop table if exists a; delete from b", true),
        ("-- alter table submissions add a int;\nupdate submissions set kind = 'a;b'", false),
        ("alter table submissions add column a text default 'update x set y'", false),
        ("create table a (b int); create index on a (b); insert into a select 1 from submissions", false),
        (
            "alter table submissions add a int; create function f() returns trigger language plpgsql as $$ begin update x \
             set y = 1; return new; end $$; insert into words (word) values ('a')",
            false,
        ),
    ] {
        assert_eq!(change_and_lock(file).is_some(), is_wrong, "{file}");
    }
}
