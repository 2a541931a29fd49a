//! What a connection of the pool is like, and which servers are turned down.

use std::time::{Duration, Instant};

use firstbucket::db::local::{LocalServer, Options};
use firstbucket::db::{Database, Settings};
use tokio::task::spawn_blocking;

use super::program::Folder;
use crate::support::fresh_database;

#[tokio::test]
async fn each_connection_has_its_limits() {
    let database = fresh_database().await;
    for (name, expected) in [
        ("statement_timeout", "3s"),
        ("lock_timeout", "2s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("application_name", "firstbucket"),
        ("plan_cache_mode", "force_custom_plan"),
    ] {
        let setting = sqlx::query_scalar::<_, String>("select current_setting($1)").bind(name);
        assert_eq!(setting.fetch_one(&database.program_pool()).await.unwrap(), expected, "{name}");
    }
}

#[tokio::test]
async fn an_exhausted_pool_says_so_in_time() {
    let database = fresh_database().await;
    let wait = Duration::from_millis(200);
    let settings = Settings {
        url: Some(database.url().into()),
        pool_size: 1,
        acquire_timeout: wait,
        ..Settings::default()
    };
    let small = Database::open(&settings).await.unwrap();
    let _taken = small.pool().acquire().await.unwrap();
    let begin = Instant::now();
    assert!(matches!(small.pool().acquire().await, Err(sqlx::Error::PoolTimedOut)));
    assert!(begin.elapsed() >= wait && begin.elapsed() < wait * 10);
}

#[tokio::test]
async fn migrating_twice_at_once_is_fine() {
    let database = fresh_database().await;
    let settings = Settings { url: Some(database.url().into()), ..Settings::default() };
    let (a, b) = (Database::open(&settings).await.unwrap(), Database::open(&settings).await.unwrap());
    let (first, second) = tokio::join!(a.migrate(), b.migrate());
    first.and(second).unwrap();
}

#[tokio::test]
async fn a_server_that_may_forget_is_turned_down() {
    let folder = Folder::new("forgetful");
    let settings = Settings { data_dir: folder.0.clone(), ..Settings::default() };
    let database = Database::open(&settings).await.unwrap();
    let forget = "alter database firstbucket set synchronous_commit = off";
    sqlx::raw_sql(forget).execute(&database.owner_pool()).await.unwrap();
    let error = Database::open(&settings).await.err().unwrap();
    assert!(error.to_string().contains("synchronous_commit = off"), "{error}");
    database.close().await.unwrap();
}

#[tokio::test]
async fn a_server_that_comes_up_late_is_waited_for() {
    let folder = Folder::new("late");
    let options = Options { folder: folder.0.clone(), linger: 0, throwaway: false };
    let server = LocalServer::start(&options).unwrap();
    let settings = Settings { url: Some(server.url("postgres")), ..Settings::default() };
    server.stop().unwrap();

    let opening = tokio::spawn(async move { Database::open(&settings).await });
    tokio::time::sleep(Duration::from_millis(700)).await;
    let server = spawn_blocking(move || LocalServer::start(&options)).await.unwrap().unwrap();
    opening.await.unwrap().unwrap().close().await.unwrap();
    server.stop().unwrap();
}
