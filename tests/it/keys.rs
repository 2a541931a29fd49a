//! The keys that undo pseudonyms and open seeds: what a stolen copy of the database is worth without the one outside.

use crate::{
    database::Folder,
    support::{TestApp, TestDatabase, a_submission, database_at, fresh_database},
};
use firstbucket::db::keys::{self, Outside, Ring};
use sqlx::{AssertSqlSafe, PgPool};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output},
};
use time::{Duration, OffsetDateTime};

fn ring(key: u8) -> Ring {
    Ring::new([[key; 32]])
}

async fn settle(db: &PgPool, given: Ring, fresh: u8) -> anyhow::Result<Ring> {
    let make = || Ok(ring(fresh));
    let outside = Outside { given, make: &make, place: "the file".into(), lost: false };
    Ok(keys::settle(db, outside).await?.0)
}

/// In how many rows of which tables these bytes lie, in whatever column.
async fn places_of(db: &PgPool, bytes: &[u8]) -> Vec<String> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let tables =
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'";
    let mut found = Vec::new();
    for table in sqlx::query_scalar::<_, String>(tables).fetch_all(db).await.unwrap() {
        let rows = format!("select exists (select from {table} t where t::text like '%{hex}%')");
        if sqlx::query_scalar::<_, bool>(AssertSqlSafe(rows)).fetch_one(db).await.unwrap() {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn the_whole_database_undoes_no_pseudonym_and_opens_no_seed() {
    let mut app = TestApp::with(&["--rate-share=5/day"]).await;
    a_submission().send(&mut app).await;
    app.moderator("mara").await;
    let today = OffsetDateTime::now_utc().date();
    let day = keys::key_of_day(&app.state.db, today).await.unwrap();
    assert_eq!(keys::key_of_day(&app.state.db, today).await.unwrap(), day, "over all copies of the program");
    let forms = keys::server_key(&app.state.db, "private_link").await.unwrap();
    for key in [&day, &forms] {
        assert_eq!(key.len(), 32);
        assert_eq!(places_of(&app.database.pool(), key).await, Vec::<String>::new());
    }
    let sealed = "select sealed from sealed_keys where name like 'day %'";
    let sealed: Vec<u8> = sqlx::query_scalar(sealed).fetch_one(&app.database.pool()).await.unwrap();
    assert_eq!(
        places_of(&app.database.pool(), &sealed).await,
        ["sealed_keys"],
        "the search finds what is there"
    );
    let name = format!("day {today}");
    assert_eq!(ring(0xf1).open(name.as_bytes(), &sealed), Some((day, false)));
    assert_eq!(ring(0xf2).open(name.as_bytes(), &sealed), None);
}

#[tokio::test]
async fn the_key_of_a_day_is_gone_two_days_later_and_nothing_brings_it_back() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let today = OffsetDateTime::now_utc().date();
    let (before, yesterday) = (today - Duration::days(2), today - Duration::days(1));
    let old = keys::key_of_day(&db, before).await.unwrap();
    let newer = keys::key_of_day(&db, yesterday).await.unwrap();
    let kept = keys::server_key(&db, "private_link").await.unwrap();
    keys::forget(&db, today).await.unwrap();
    assert_eq!(keys::known(&db, &format!("day {before}")).await.unwrap(), None);
    assert_ne!(keys::key_of_day(&db, before).await.unwrap(), old, "drawn by chance, not worked out");
    assert_eq!(keys::key_of_day(&db, yesterday).await.unwrap(), newer);
    assert_eq!(keys::server_key(&db, "private_link").await.unwrap(), kept);
}

#[tokio::test]
async fn the_clear_keys_of_the_first_edition_are_sealed_and_go_a_day_later() {
    let database = database_at(20_261_128_170_000).await;
    let clear = "insert into server_keys (name, key) values ('letter', decode(repeat('a7', 32), 'hex'));
                 insert into address_keys (day, key) values (current_date - 2, decode(repeat('a8', 32), 'hex'))";
    sqlx::raw_sql(clear)
        .execute(&sqlx::PgPool::connect(&database.superuser_url()).await.unwrap())
        .await
        .unwrap();
    database.migrate().await.unwrap();
    let db = database.program_pool();
    settle(&db, ring(0xf1), 1).await.unwrap();
    assert_eq!(keys::server_key(&db, "letter").await.unwrap(), [0xa7; 32], "links in letters go on opening");
    let today = OffsetDateTime::now_utc().date();
    keys::forget(&db, today).await.unwrap();
    assert_eq!(places_of(&database.pool(), &[0xa8; 32]).await, Vec::<String>::new());
    assert_eq!(places_of(&database.pool(), &[0xa7; 32]).await, ["server_keys"], "older copies need it");
    let later = "update sealed_keys set made_at = made_at - interval '25 hours'";
    sqlx::raw_sql(later).execute(&database.pool()).await.unwrap();
    keys::forget(&db, today).await.unwrap();
    assert_eq!(places_of(&database.pool(), &[0xa7; 32]).await, Vec::<String>::new());
    assert_eq!(keys::server_key(&db, "letter").await.unwrap(), [0xa7; 32]);
}

#[tokio::test]
async fn a_new_key_takes_over_at_the_next_start_and_the_old_one_opens_nothing_any_more() {
    let database = fresh_database().await;
    let db = database.program_pool();
    settle(&db, Ring::new([]), 1).await.unwrap();
    settle(&db, ring(2).before(&ring(1)), 9).await.unwrap();
    settle(&db, ring(2), 9).await.unwrap();
    let refused = settle(&db, ring(1), 9).await.unwrap_err().to_string();
    assert!(
        refused.contains("the file holds another") && refused.contains("firstbucket lost-key"),
        "{refused}"
    );
    let refused = settle(&db, Ring::new([]), 9).await.unwrap_err().to_string();
    assert!(refused.contains("the file is missing"), "{refused}");
}

#[tokio::test]
async fn of_two_copies_that_make_a_key_at_once_one_refuses_to_serve_with_another() {
    let database = fresh_database().await;
    let db = database.program_pool();
    let both = tokio::join!(settle(&db, Ring::new([]), 1), settle(&db, Ring::new([]), 2));
    assert_eq!([both.0.is_ok(), both.1.is_ok()].iter().filter(|served| **served).count(), 1, "{both:?}");
}

#[tokio::test]
async fn the_program_makes_its_key_once_and_never_another_for_data_that_is_there() {
    let (database, folder) = (fresh_database().await, Folder::new("keys"));
    let file = folder.0.join("data/keys");
    let made = tasks(&database, &file);
    assert!(made.status.success() && said(&made).contains("keep a copy of"), "{}", said(&made));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let key = fs::read_to_string(&file).unwrap();
    assert!(tasks(&database, &file).status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), key);

    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let open = tasks(&database, &file);
    assert!(!open.status.success() && said(&open).contains("chmod 600"), "{}", said(&open));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();

    let elsewhere = folder.0.join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    let missing = tasks(&database, &file);
    assert!(!missing.status.success() && said(&missing).contains("is missing"), "{}", said(&missing));
    assert!(!file.exists(), "no new key for old data");

    fs::write(&file, "0c".repeat(32)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let other = tasks(&database, &file);
    assert!(!other.status.success() && said(&other).contains("holds another"), "{}", said(&other));
    fs::copy(&elsewhere, &file).unwrap();
    assert!(tasks(&database, &file).status.success());

    fs::remove_file(&file).unwrap();
    let lost = program(&database, &file, "lost-key");
    let told = String::from_utf8_lossy(&lost.stdout);
    assert!(
        lost.status.success() && told.contains("reset-second-factor") && told.contains("proof"),
        "{told}"
    );
    assert!(file.exists() && tasks(&database, &file).status.success());
    let again = program(&database, &file, "lost-key");
    assert!(String::from_utf8_lossy(&again.stdout).contains("nothing was given up"));
}

fn tasks(database: &TestDatabase, file: &Path) -> Output {
    program(database, file, "tasks")
}

fn program(database: &TestDatabase, file: &Path, command: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_firstbucket"));
    program.args([command, "--database-url", database.url(), "--keys-file"]).arg(file).output().unwrap()
}

fn said(ended: &Output) -> String {
    String::from_utf8_lossy(&ended.stderr).into_owned()
}
