//! The server ends connections of the pool, as when it is started again or an operator does.

use axum::http::StatusCode;
use futures_util::future::join_all;
use sqlx::{ConnectOptions as _, Connection as _};
use std::time::Duration;
use tokio::time::sleep;

use crate::support::{TestApp, a_submission};

/// As many as the pool of a test has.
const POOL: usize = 5;

/// Every connection of the pool is there, idle, and has been ended by the server.
async fn end_all(app: &TestApp) {
    let pool = app.database.program_pool();
    let mut held = Vec::new();
    for _ in 0..POOL {
        held.push(pool.acquire().await.unwrap());
    }
    drop(held);
    while pool.num_idle() < POOL {
        sleep(Duration::from_millis(5)).await;
    }
    let mut admin = pool.connect_options().connect().await.unwrap();
    let end = "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
               where datname = current_database() and usename = current_user and pid <> pg_backend_pid()";
    let ended: i64 = sqlx::query_scalar(end).fetch_one(&mut admin).await.unwrap();
    assert!(ended >= POOL as i64);
    admin.close().await.unwrap();
}

#[tokio::test]
async fn a_connection_that_the_server_has_ended_costs_no_reader_anything() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    let mut mara = app.moderator("mara").await;
    for _ in 0..3 {
        end_all(&app).await;
        for _ in 0..POOL {
            for url in ["/readyz", "/paths", "/experiences", "/limits", "/api/v1/paths", &link] {
                assert_eq!(app.get(url).await.status, StatusCode::OK, "{url}");
            }
            assert_eq!(mara.get("/admin").await.status, StatusCode::OK);
        }
        end_all(&app).await;
        let readers = (0..2 * POOL).map(|_| app.as_somebody_else());
        let reads = readers.map(async |mut reader| reader.get("/experiences").await.status);
        assert_eq!(join_all(reads).await, [StatusCode::OK; 2 * POOL]);
    }
}

/// What a person sends is not sent twice by us, so an idle connection is asked before it is used.
#[tokio::test]
async fn nor_does_it_cost_whoever_sends_something_after_a_quiet_while() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    end_all(&app).await;
    sleep(Duration::from_millis(1_100)).await;
    for _ in 0..POOL {
        let saved = app.post(&format!("{link}/story"), &[("headline", "Kept")]).await;
        assert_ne!(saved.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}
