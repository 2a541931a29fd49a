use crate::support::{TestApp, fresh_database};
use axum::http::StatusCode;
use firstbucket::{
    db::keys,
    limits,
    web::{AppError, Visitor},
};
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

/// Which of these visitors are let through, one after the other.
async fn let_in(db: &PgPool, rate: &str, visitors: impl IntoIterator<Item = String>) -> usize {
    let rate = rate.parse().unwrap();
    let mut through = 0;
    for address in visitors {
        match limits::spend(db, rate, "try", Visitor(address.parse().unwrap())).await {
            Ok(()) => through += 1,
            Err(AppError::TooMany(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    through
}

async fn rows(db: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from rate_limits").fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn a_visitor_counts_in_every_network_around_it_and_none_gives_more_than_it_has() {
    let database = fresh_database().await;
    let db = database.pool();
    let v6 = |from: u16, to: u16| (from..to).map(|n| format!("2001:db8:7:{n:x}::1"));
    assert_eq!(
        let_in(&db, "2/day", (0..5).map(|n| format!("2001:db8:9:1::{n:x}"))).await,
        2,
        "64 bits are one"
    );
    assert_eq!(let_in(&db, "2/day", v6(0, 100)).await, 4, "56 bits are two");
    assert_eq!(let_in(&db, "2/day", v6(0x100, 0x400).step_by(2)).await, 12, "48 bits are eight");
    assert_eq!(
        let_in(&db, "2/day", (0..3).map(|_| "192.0.2.1".to_owned())).await,
        2,
        "an IPv4 address is one"
    );
    let neighbours = (2..200).map(|n| format!("192.0.2.{n}"));
    assert_eq!(let_in(&db, "2/day", neighbours).await, 30, "and 24 bits are sixteen");
    let around = (3..100).map(|n| format!("192.0.{n}.1"));
    assert_eq!(let_in(&db, "2/day", around).await, 128 - 32, "and 16 bits are sixty-four");
    let rented = (0..450).map(|n| format!("2001:db8:{:x}::1", n + 100));
    assert_eq!(let_in(&db, "2/day", rented).await, 64 - 2 - 16, "32 bits are thirty-two");
}

/// So many addresses, each in a network of 16 bits of its own.
fn everywhere(from: u32, addresses: u32) -> impl Iterator<Item = String> + Clone {
    (from..from + addresses).map(|n| format!("{}.{}.0.1", 20 + n / 256, n % 256))
}

/// Two hundred addresses took all that everybody may do in a day, and then nobody else began a report.
#[tokio::test]
async fn what_many_networks_use_up_is_not_kept_from_those_who_do_little() {
    let database = fresh_database().await;
    let db = database.pool();
    let greedy = everywhere(0, 260).flat_map(|address| std::iter::repeat_n(address, 5));
    assert_eq!(let_in(&db, "5/day", greedy.clone()).await, 250 * 5 + 10, "the last ten had one each");
    assert_eq!(let_in(&db, "5/day", greedy).await, 0);
    assert_eq!(let_in(&db, "5/day", everywhere(300, 300)).await, 300, "newcomers begin one each");
    assert_eq!(let_in(&db, "5/day", everywhere(300, 300)).await, 0, "and the next one a day later");
    for (addresses, little) in [
        ((1..250).map(|n| format!("192.0.2.{n}")).collect::<Vec<_>>(), 16),
        ((0..250).map(|n| format!("2001:db8:1:{n:x}00::1")).collect(), 8),
        ((0..250).map(|n| format!("2001:db9:{n:x}::1")).collect(), 32),
    ] {
        let from = addresses[0].clone();
        assert_eq!(let_in(&db, "5/day", addresses).await, little, "those around {from}");
    }
}

#[tokio::test]
async fn everybody_together_does_no_more_than_what_is_published() {
    let database = fresh_database().await;
    let db = database.pool();
    assert_eq!(let_in(&db, "1/day", everywhere(0, 1_300)).await, 1_000 + 200);
    assert_eq!(let_in(&db, "1/day", everywhere(2_000, 20)).await, 0);
    // What comes back comes back bit by bit: a thousandth of a day later it is one, a day later all.
    let later = "update rate_limits set tat = tat - make_interval(secs => $1)";
    sqlx::query(later).bind(87.0).execute(&db).await.unwrap();
    assert_eq!(let_in(&db, "1/day", everywhere(2_000, 20)).await, 1);
    sqlx::query(later).bind(86_400.0).execute(&db).await.unwrap();
    assert_eq!(let_in(&db, "1/day", everywhere(2_000, 20)).await, 20);
}

/// A save of a large draft is more than a little in one go, and is let in as far as there is room for the others.
#[tokio::test]
async fn many_uses_at_once_that_are_more_than_a_little_count_with_the_others() {
    let database = fresh_database().await;
    let db = database.pool();
    let (rate, visitor) = ("8/day".parse().unwrap(), Visitor("192.0.2.1".parse().unwrap()));
    limits::spend_many(&db, rate, "try", visitor, 5).await.unwrap();
    assert_eq!(let_in(&db, "8/day", (0..9).map(|_| "192.0.2.1".to_owned())).await, 3);
}

#[tokio::test]
async fn a_heavy_neighbour_shuts_nobody_else_out() {
    let database = fresh_database().await;
    let db = database.pool();
    for (heavy, neighbour) in [("192.0.2.1", "192.0.2.2"), ("2001:db8:1:1::1", "2001:db8:1:2::1")] {
        assert_eq!(let_in(&db, "5/day", (0..500).map(|_| heavy.to_owned())).await, 5);
        assert_eq!(let_in(&db, "5/day", (0..6).map(|_| neighbour.to_owned())).await, 5, "{neighbour}");
    }
}

/// As if a day had ended: what was today's key is the one of the day before, and today has none yet.
async fn yesterday_is_what_was_today(db: &PgPool) {
    let today = time::OffsetDateTime::now_utc().date();
    let name = |day: time::Date| format!("day {day}");
    let (key, before) = (keys::key_of_day(db, today).await.unwrap(), name(today.previous_day().unwrap()));
    let sealed = keys::outside().unwrap().seal(before.as_bytes(), &key).unwrap();
    let moved = "update sealed_keys set name = $2, sealed = $3, day = day - 1 where name = $1";
    sqlx::query(moved).bind(name(today)).bind(&before).bind(sealed).execute(db).await.unwrap();
}

#[tokio::test]
async fn a_day_that_ends_gives_nothing_back() {
    let database = fresh_database().await;
    let db = database.pool();
    assert_eq!(let_through(&db, "5/day", 6).await, 5);
    assert_eq!(let_in(&db, "5/day", (0..3).map(|_| "192.0.2.1".to_owned())).await, 3);
    yesterday_is_what_was_today(&db).await;
    limits::clean_up(&db).await.unwrap();
    assert_eq!(let_through(&db, "5/day", 1).await, 0);
    assert_eq!(let_in(&db, "5/day", (0..6).map(|_| "192.0.2.1".to_owned())).await, 2);
    assert_eq!(let_in(&db, "5/day", (0..6).map(|_| "192.0.2.2".to_owned())).await, 5);
    // What comes back comes back bit by bit, over the day's end as well.
    let half = "update rate_limits set tat = tat - interval '12 hours'";
    sqlx::raw_sql(half).execute(&db).await.unwrap();
    assert_eq!(let_through(&db, "5/day", 5).await, 2);
    let days = "select count(*) from sealed_keys where day is not null";
    assert_eq!(sqlx::query_scalar::<_, i64>(days).fetch_one(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn a_refusal_writes_nothing_and_rotating_addresses_fill_no_table() {
    let database = fresh_database().await;
    let db = database.pool();
    let rotating = |from: u16| (from..from + 300).map(|n| format!("2001:db8:7:{n:x}::1"));
    let_in(&db, "1/hour", rotating(0)).await;
    let_in(&db, "1/hour", rotating(0x1000).map(|address| address.replace(":7:", ":8:"))).await;
    // Two for each visitor and network that was let in, and two of everybody.
    assert!(rows(&db).await <= 2 * (2 * (8 + 4 + 1) + 1) + 2, "{} rows", rows(&db).await);
    let written = "select string_agg(concat_ws(' ', ctid, xmin, xmax), ',' order by key) from rate_limits";
    let written = async || sqlx::query_scalar::<_, String>(written).fetch_one(&db).await.unwrap();
    let before = written().await;
    assert_eq!(let_in(&db, "1/hour", rotating(0)).await, 0);
    assert_eq!(written().await, before);
    sqlx::raw_sql("update rate_limits set tat = tat - interval '2 hours'").execute(&db).await.unwrap();
    limits::clean_up(&db).await.unwrap();
    assert_eq!(rows(&db).await, 0);
}

#[tokio::test]
async fn uses_at_the_same_moment_are_all_counted() {
    let database = fresh_database().await;
    let db = database.pool();
    let rate = "5/day".parse().unwrap();
    let at_once = (0..60).map(|n| {
        let (db, visitor) = (db.clone(), Visitor(format!("2001:db8:1:{:x}::1", n % 20).parse().unwrap()));
        tokio::spawn(async move { limits::spend(&db, rate, "try", visitor).await })
    });
    let mut through = 0;
    for answer in futures_util::future::join_all(at_once).await {
        match answer.unwrap() {
            Ok(()) => through += 1,
            Err(AppError::TooMany(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(through, 10, "all are of one network of 56 bits");
}
