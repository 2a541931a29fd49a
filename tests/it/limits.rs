use crate::support::{TestApp, fresh_database};
use axum::http::StatusCode;
use firstbucket::{limits, web::AppError};
use sqlx::PgPool;
use std::time::Duration;

#[tokio::test]
async fn every_limit_is_published() {
    let page = TestApp::with(&["--rate-share=7/hour"]).await.get("/limits").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("7 an hour"), "{}", page.body);
}

/// How many more of so many uses of one kind by one visitor are let through, under this rate.
async fn let_through(db: &PgPool, rate: &str, uses: usize) -> usize {
    let rate = rate.parse().unwrap();
    let mut through = 0;
    for _ in 0..uses {
        match limits::spend_for(db, rate, "try", "somebody").await {
            Ok(()) => through += 1,
            Err(AppError::TooMany(wait)) => assert!(wait > Duration::ZERO),
            Err(error) => panic!("{error}"),
        }
    }
    through
}

#[tokio::test]
async fn what_was_used_is_counted_under_the_rate_in_force() {
    let database = fresh_database().await;
    let db = database.pool();
    for (old, used, new, left) in [
        // Raised: whoever was locked out goes on, as far as the new rate goes.
        ("1/day", 1, "2/day", 1),
        ("5/day", 5, "50/day", 45),
        ("5/day", 5, "5/hour", 1),
        ("1/day", 1, "1/minute", 1),
        ("2/hour", 2, "60/hour", 58),
        ("3/day", 3, "off", 9),
        // Raised while somebody had some left.
        ("5/day", 2, "10/day", 8),
        // Lowered: nobody has more than the new rate gives.
        ("10/day", 4, "5/day", 1),
        ("60/minute", 30, "10/minute", 0),
        // The same.
        ("5/day", 3, "5/day", 2),
    ] {
        sqlx::raw_sql("truncate rate_limits").execute(&db).await.unwrap();
        assert_eq!(let_through(&db, old, used).await, used, "{old}");
        let more = if left == 9 { 9 } else { left + 3 };
        assert_eq!(let_through(&db, new, more).await, left, "{used} of {old}, then {new}");
    }
}

/// Copies of the program from before do not say under which rate they noted a time.
#[tokio::test]
async fn what_an_older_copy_noted_locks_nobody_out_of_a_raised_rate() {
    let database = fresh_database().await;
    let db = database.pool();
    assert_eq!(let_through(&db, "5/day", 6).await, 5);
    sqlx::raw_sql("update rate_limits set step = null").execute(&db).await.unwrap();
    assert_eq!(let_through(&db, "5/hour", 3).await, 1);
}
