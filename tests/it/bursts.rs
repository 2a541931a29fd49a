//! Bursts and clusters: what comes in on a path faster than usual or from one network is read by two people, in the open.

use crate::{
    moderation::{claim, count, decide, with_mara},
    support::{TestApp, a_report, sent},
};
use axum::http::StatusCode;
use firstbucket::{
    limits, moderation,
    reports::{Kind, Report, Status},
    values::{Cents, ItemId, PathId},
};
use sqlx::PgPool;

/// A start without a word of what became of it.
fn a_start(path: PathId) -> Report {
    let mut report = a_report(path);
    report.kind = Kind::RegisteredStart;
    (report.when.status, report.when.first_income_on, report.when.stopped_on) = (Status::Trying, None, None);
    (report.effort.weeks_active, report.effort.hours_total) = (0, 0.0);
    let nothing = Cents(0);
    (report.money.revenue_total, report.money.upfront_cost, report.money.running_cost_total) =
        (nothing, nothing, nothing);
    report
}

/// Sends a start that came in so many seconds ago from the network that this number stands for; gives its item.
async fn came(db: &PgPool, path: PathId, seconds_ago: f64, network: i64) -> ItemId {
    let start = sent(db, &a_start(path)).await;
    let item = start.item;
    sqlx::query("update submissions set kind = 'registered_start' where id = $1")
        .bind(start.submission)
        .execute(db)
        .await
        .unwrap();
    sqlx::query("update review_items set queued_at = now() - make_interval(secs => $2) where id = $1")
        .bind(item)
        .bind(seconds_ago)
        .execute(db)
        .await
        .unwrap();
    sqlx::query(
        "insert into submission_origins select $1, (now() - make_interval(secs => $2))::date, $3::bigint << 32 | $3::bigint",
    )
    .bind(start.submission)
    .bind(seconds_ago)
    .bind(network)
    .execute(db)
    .await
    .unwrap();
    item
}

async fn open(db: &PgPool) -> Vec<(String, i32)> {
    sqlx::query_as("select kind, people from path_signals where closed_at is null order by id")
        .fetch_all(db)
        .await
        .unwrap()
}

async fn by_two(db: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from review_items where needs_second_reader")
        .fetch_one(db)
        .await
        .unwrap()
}

const DAY: f64 = 86_400.0;

#[tokio::test]
async fn forty_starts_in_24_seconds_from_forty_networks_are_read_by_two_and_everybody_is_told() {
    let (mut app, mut mara, db, path) = with_mara().await;
    let address: String = sqlx::query_scalar("select '/paths/' || slug from paths where id = $1")
        .bind(path)
        .fetch_one(&db)
        .await
        .unwrap();
    assert!(!app.get(&address).await.says("two people read"));
    let mut items = Vec::new();
    for place in 0..40_i32 {
        items.push(came(&db, path, f64::from(40 - place) * 0.6, i64::from(place) + 1).await);
    }
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(open(&db).await, [("starts".to_owned(), 40)]);
    assert_eq!(by_two(&db).await, 40, "examined or not");
    let other = came(&db, PathId(path.0 + 1), 1.0, 99).await;
    let later = came(&db, path, 0.0, 98).await;
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(by_two(&db).await, 41, "and what comes while it is open");

    assert!(app.get(&address).await.says("two people read each report and each answer on this path"));
    let log = app.get("/log").await;
    assert!(
        log.says("40 registered starts within 23 seconds; a usual week has 0"),
        "{:?}",
        log.all("#bursts + p + div td")
    );
    assert!(log.says("Open: two people read this path") && !log.says("Network A"));
    assert!(mara.get("/admin").await.says("1 open signal of a path."));
    let desk = mara.get("/admin/bursts").await;
    assert!(desk.says("From 40 networks; from the busiest 1"), "{}", desk.body);
    assert_eq!(desk.all("details tbody tr").len(), 41);
    let exposed = desk.all("section[aria-labelledby=faked] tbody tr");
    assert_eq!(exposed.len(), 2, "the path and the other one: {exposed:?}");
    let path = exposed.iter().find(|row| row.contains("41 arrivals in 28 days")).unwrap();
    assert!(path.contains("at most 41 within an hour; from 41 networks, 1 from the busiest"), "{path}");
    assert!(path.contains("Too few reports"), "nothing is counted yet");

    let version = claim(&mut mara, later).await;
    decide(&mut mara, later, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 0, "the first of two");
    let mut tomas = app.moderator("tomas").await;
    let version = claim(&mut tomas, later).await;
    decide(&mut tomas, later, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 1);
    let version = claim(&mut mara, other).await;
    decide(&mut mara, other, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 2, "another path has its one reader");
}

#[tokio::test]
async fn two_starts_a_day_from_one_home_line_open_the_second_reader_on_the_third_day() {
    let (_app, mut mara, db, path) = with_mara().await;
    for place in (0..4).rev() {
        came(&db, path, f64::from(place) * DAY / 2.0, 7).await;
    }
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!((open(&db).await, by_two(&db).await), (vec![], 0), "four are a family");
    for place in 4..40 {
        came(&db, path, f64::from(place) * DAY / 2.0, 7).await;
    }
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(open(&db).await, [("one_network".to_owned(), 40)]);
    assert_eq!(by_two(&db).await, 40);
    let desk = mara.get("/admin/bursts").await;
    assert!(desk.says("40 people within 19 days, from one network"), "{}", desk.body);
    assert!(desk.all("td").contains(&"A".to_owned()));
}

#[tokio::test]
async fn eighty_answers_minutes_apart_open_the_second_reader() {
    let (_app, _, db, path) = with_mara().await;
    for place in 0..80_i32 {
        let report = sent(&db, &a_report(path)).await;
        sqlx::query(
            "update submissions s set state = 'published', live_revision_id = (select max(id) from submission_revisions where submission_id = s.id)
             where id = $1",
        )
        .bind(report.submission)
        .execute(&db)
        .await
        .unwrap();
        sqlx::query(
            "with told as (insert into experience_updates (submission_id, number, form_key_hash, sent_at, as_of, still_doing, revenue,
                 costs, currency, hours, via, state)
             values ($1, 1, sha256($1::text::bytea), now() - make_interval(mins => $2), now(), 'yes', 30000, 0, 'USD', 40, 'link', 'waiting')
             returning id)
             insert into review_items (kind, update_id, submission_id) select 'update', id, $1 from told",
        )
        .bind(report.submission)
        .bind(5 * place)
        .execute(&db)
        .await
        .unwrap();
    }
    // The reports themselves came one a week.
    sqlx::query("update review_items set queued_at = now() - make_interval(weeks => submission_id::int) where kind = 'submission'")
        .execute(&db)
        .await
        .unwrap();
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(open(&db).await, [("answers".to_owned(), 80)]);
    let waiting: i64 =
        sqlx::query_scalar("select count(*) from review_items where kind = 'update' and needs_second_reader")
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!(waiting, 80);
}

#[tokio::test]
async fn slow_ordinary_traffic_is_read_by_one() {
    let (mut app, mut mara, db, path) = with_mara().await;
    for place in 0..30 {
        came(&db, path, f64::from(place) * DAY * 1.2, i64::from(place) + 1).await;
    }
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!((open(&db).await, by_two(&db).await), (vec![], 0));
    assert!(app.get("/log").await.all("#bursts ~ p.muted").concat().contains("None so far"));
    assert!(mara.get("/admin/bursts").await.says("Nothing unusual is open"));
}

#[tokio::test]
async fn what_was_refused_makes_no_week_usual() {
    let (_app, _, db, path) = with_mara().await;
    for place in 0..40 {
        came(&db, path, DAY * 21.0 + f64::from(place) * DAY / 3.0, i64::from(place) + 1).await;
    }
    sqlx::raw_sql(
        "update review_items set state = 'rejected', reason_codes = '{spam}', message = 'Spam', decided_at = now(),
                decided_by = (select min(id) from accounts);
         update submissions set state = 'not_published'",
    )
    .execute(&db)
    .await
    .unwrap();
    for place in 0..12 {
        came(&db, path, f64::from(place) * DAY / 2.0, i64::from(place) + 100).await;
    }
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(open(&db).await, [("starts".to_owned(), 12)]);
}

#[tokio::test]
async fn a_signal_is_closed_with_a_reason_in_the_open_and_not_by_what_it_rests_on_again() {
    let (mut app, mut mara, db, path) = with_mara().await;
    for place in 0..10 {
        came(&db, path, f64::from(10 - place), i64::from(place) + 1).await;
    }
    moderation::examine_waiting(&db).await.unwrap();
    let id: i64 = sqlx::query_scalar("select id from path_signals").fetch_one(&db).await.unwrap();
    let url = format!("/admin/bursts/{id}/closing");
    for why in ["", "short", &"a".repeat(501)] {
        let refused = mara.post(&url, &[("why", why)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert_eq!(refused.all("textarea"), [why], "every word is kept");
    }
    let why = "A course of ten began on one evening; their teacher wrote to us.";
    assert_eq!(mara.post(&url, &[("why", why)]).await.location(), "/admin/bursts?done=closed");
    assert_eq!(mara.post(&url, &[("why", why)]).await.location(), "/admin/bursts?done=gone", "closed once");
    let log = app.get("/log").await;
    assert!(log.says(why) && !log.says("mara"), "{}", log.body);
    let address: String = sqlx::query_scalar("select '/paths/' || slug from paths where id = $1")
        .bind(path)
        .fetch_one(&db)
        .await
        .unwrap();
    assert!(!app.get(&address).await.says("two people read"));

    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(open(&db).await, [], "what a moderator has judged opens nothing again");
    assert_eq!(by_two(&db).await, 10, "what waited keeps its second reader");
    let by_force = ["update path_signals set why = 'Something else altogether.'", "delete from path_signals"];
    for by_force in by_force {
        assert!(sqlx::raw_sql(by_force).execute(&db).await.is_err(), "{by_force}");
    }
    for place in 0..10 {
        came(&db, path, -1.0 - f64::from(place) / 100.0, 50 + i64::from(place)).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    moderation::examine_waiting(&db).await.unwrap();
    assert_eq!(open(&db).await, [("starts".to_owned(), 10)], "another burst is another signal");
}

#[tokio::test]
async fn the_first_of_a_cluster_get_the_signal_when_it_grows() {
    let (_app, mut mara, db, path) = with_mara().await;
    let mut items = Vec::new();
    for place in 0..3 {
        let mut report = a_report(path);
        report.money.revenue_total = Cents(60_000 + i64::from(place) * 100);
        let one = sent(&db, &report).await;
        let item = one.item;
        sqlx::query("insert into submission_origins values ($1, (now() at time zone 'utc')::date, 7)")
            .bind(one.submission)
            .execute(&db)
            .await
            .unwrap();
        if place == 0 {
            let version = claim(&mut mara, item).await;
            decide(&mut mara, item, &version, "approval", &[]).await;
            assert_eq!(count(&db, "experiences").await, 1, "nothing was wrong with the first");
        }
        moderation::examine_waiting(&db).await.unwrap();
        items.push(item);
    }
    for item in &items {
        let rules: Vec<String> = sqlx::query_scalar(
            "select distinct s ->> 'rule' from review_items, jsonb_array_elements(signals) s where id = $1 order by 1",
        )
        .bind(item)
        .fetch_all(&db)
        .await
        .unwrap();
        assert_eq!(rules, ["look_alike", "many_from_one"], "item {item} of {items:?}");
    }
    let desk = mara.get("/admin/bursts").await;
    assert!(desk.says("Published before this was noticed"));
    assert!(
        desk.says("Several from one address in a day; Close to another report")
            || desk.says("Close to another report; Several from one address in a day"),
        "{}",
        desk.body
    );
    let alike: i64 = sqlx::query_scalar(
        "select count(*) from review_items, jsonb_array_elements(signals) s where id = $1 and s ->> 'rule' = 'look_alike'",
    )
    .bind(items[0])
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(alike, 2, "each of the others once");
}

#[tokio::test]
async fn a_network_is_known_by_a_number_that_no_page_shows() {
    let app = TestApp::new().await;
    let db = app.database.pool();
    let visitor = firstbucket::web::Visitor("198.51.100.7".parse().unwrap());
    let number = limits::number_of(&db, "send a report", visitor).await.unwrap();
    assert_eq!(limits::number_of(&db, "send a report", visitor).await.unwrap(), number);
    let neighbour = firstbucket::web::Visitor("198.51.100.8".parse().unwrap());
    let neighbour = limits::number_of(&db, "send a report", neighbour).await.unwrap();
    assert!(neighbour != number && limits::wider(neighbour) == limits::wider(number));
}
