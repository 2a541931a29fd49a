//! A refusal is appealed against once, and decided by somebody who did not refuse.

use crate::support::{SomebodyElse, TestApp, a_submission};
use axum::http::StatusCode;
use firstbucket::{submissions::erase_refused, values::ItemId};
use sqlx::PgPool;

const APPEAL: &str = "I name no shop at all; the platform is named for its fees.";
const ANSWER: &str = "We read it again: the platform is no advert of yours.";

/// A report that mara refused: the site, its private link, its item.
async fn refused() -> (TestApp, PgPool, SomebodyElse, String, ItemId) {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = a_submission().send(&mut app).await;
    let item = refuse(&mut mara, &db).await;
    (app, db, mara, link, item)
}

/// Refuses the newest report.
async fn refuse(who: &mut SomebodyElse, db: &PgPool) -> ItemId {
    let item = sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap();
    let version = who.claim(item).await;
    let fields = [("version", version.as_str()), ("reason", "advertising"), ("message", "It names a shop.")];
    let done = who.previewed(&format!("/admin/items/{item}/rejection"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.all(".err"));
    item
}

async fn state(db: &PgPool, item: ItemId) -> String {
    sqlx::query_scalar("select state from review_items where id = $1").bind(item).fetch_one(db).await.unwrap()
}

async fn answer(who: &mut SomebodyElse, item: ItemId, ruling: &str) -> StatusCode {
    let version = who.claim(item).await;
    let fields = [("version", version.as_str()), ("ruling", ruling), ("message", ANSWER)];
    who.previewed(&format!("/admin/items/{item}/appeal-answer"), &fields).await.status
}

async fn count(db: &PgPool, table: &'static str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(db)
        .await
        .unwrap()
}

#[tokio::test]
async fn other_words_from_another_page_come_back_beside_those_that_were_sent() {
    let (mut app, db, _, link, _) = refused().await;
    let url = format!("{link}/appeal");
    assert_eq!(app.post(&url, &[("words", APPEAL)]).await.location(), link);
    assert_eq!(app.post(&url, &[("words", &format!(" {APPEAL}\r\n"))]).await.location(), link);
    let other = "Said on the other device, and worth as much.";
    let asks = app.post(&url, &[("words", other)]).await;
    assert_eq!(asks.status, StatusCode::CONFLICT);
    assert!(asks.says(APPEAL) && asks.all("textarea") == [other]);
    assert_eq!(count(&db, "appeals").await, 1);
}

#[tokio::test]
async fn an_author_appeals_once_and_no_word_is_lost() {
    let (mut app, db, _, link, item) = refused().await;
    assert!(app.get(&link).await.attributes("main a", "href").contains(&format!("{link}/appeal")));
    let page = app.get(&format!("{link}/appeal")).await;
    assert!(page.says("It names a shop."));
    for words in ["Too short", "", "a NUL \0 in an appeal of some length", &"x".repeat(2001)] {
        let answer = app.post(&format!("{link}/appeal"), &[("words", words)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.all("textarea").concat().replace('\u{fffd}', "\0"), words);
    }
    let mut twin = app.as_somebody_else();
    let url = format!("{link}/appeal");
    let fields = [("words", APPEAL)];
    let (one, two) = tokio::join!(app.post(&url, &fields), twin.post(&url, &fields));
    assert_eq!((one.location(), two.location()), (link.as_str(), link.as_str()));
    assert_eq!((state(&db, item).await.as_str(), count(&db, "appeals").await), ("appealed", 1));
    let status = app.get(&link).await;
    assert!(status.says("Your appeal waits for somebody else") && status.says(APPEAL));
    assert_eq!(app.get(&url).await.location(), link, "once for each refusal");
}

#[tokio::test]
async fn somebody_else_decides_and_the_database_sees_to_it() {
    let (mut app, db, mut mara, link, item) = refused().await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    assert_eq!(mara.post("/admin/claims", &[]).await.location(), "/admin?done=nothing");
    assert_eq!(answer(&mut mara, item, "overturned").await, StatusCode::CONFLICT);
    assert!(mara.get(&format!("/admin/items/{item}")).await.says("For somebody else"));
    for attempt in [
        "update review_items set claimed_by = decided_by, claimed_until = now() + interval '1 hour'",
        "update appeals set answer = 'Yes', answered_at = now(), answered_by = refused_by",
    ] {
        assert!(sqlx::raw_sql(attempt).execute(&db).await.is_err(), "{attempt}");
    }

    let mut tomas = app.moderator("tomas").await;
    assert_eq!(tomas.post("/admin/claims", &[]).await.location(), format!("/admin/items/{item}"));
    let page = tomas.get(&format!("/admin/items/{item}")).await;
    assert!(
        page.says(APPEAL)
            && page.says("It names a shop.")
            && page.says("by mara")
            && page.says("opening hours")
    );
    let version = page.attributes("input[name=version]", "value").concat();
    let url = format!("/admin/items/{item}/appeal-answer");
    let bare = tomas.post(&url, &[("version", &version), ("ruling", "upheld"), ("message", "No.")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "an answer is compulsory");
    assert_eq!(bare.all("textarea#message"), ["No."]);
    assert_eq!(answer(&mut tomas, item, "overturned").await, StatusCode::SEE_OTHER);

    assert_eq!((state(&db, item).await.as_str(), count(&db, "experiences").await), ("overturned", 1));
    let status = app.get(&link).await;
    assert!(status.says("Your report is published") && status.says(ANSWER));
    let log = app.get("/log").await;
    assert!(log.says("Refusal overturned") && log.says("1 of 1"));
    assert!(!log.all("main").concat().contains("fees"), "no word of anybody's");
}

#[tokio::test]
async fn a_refusal_may_stand_and_then_it_stays() {
    let (mut app, db, _, link, item) = refused().await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    let mut tomas = app.moderator("tomas").await;
    assert_eq!(answer(&mut tomas, item, "upheld").await, StatusCode::SEE_OTHER);
    let status = app.get(&link).await;
    assert!(status.says("We did not publish your report") && status.says(ANSWER));
    assert!(!status.attributes("main a", "href").contains(&format!("{link}/appeal")), "once");
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    assert_eq!((state(&db, item).await.as_str(), count(&db, "appeals").await), ("upheld", 1));
    assert_eq!(count(&db, "experiences").await, 0);
}

#[tokio::test]
async fn a_new_version_or_taking_it_back_ends_the_appeal() {
    let (mut app, db, mut mara, link, item) = refused().await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    let mut tomas = app.moderator("tomas").await;
    let version = tomas.claim(item).await;
    a_submission().with("headline", "Without the name of the shop").amend(&mut app, &link).await;
    assert_eq!((state(&db, item).await.as_str(), count(&db, "appeals").await), ("rejected", 0));
    let late = [("version", version.as_str()), ("ruling", "overturned"), ("message", ANSWER)];
    let stale = tomas.previewed(&format!("/admin/items/{item}/appeal-answer"), &late).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says(ANSWER));

    let second = refuse(&mut mara, &db).await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    assert_eq!(state(&db, second).await, "appealed");
    app.post(&format!("{link}/withdraw"), &[]).await;
    assert_eq!(state(&db, second).await, "rejected");
}

#[tokio::test]
async fn what_was_refused_is_erased_after_90_days_and_not_before() {
    let (mut app, db, _, link, item) = refused().await;
    let age = |days: i32| {
        sqlx::query("update review_items set decided_at = now() - make_interval(days => $1) where decided_at is not null")
            .bind(days)
            .execute(&db)
    };
    app.get(&link).await;
    age(89).await.unwrap();
    assert_eq!(erase_refused(&db).await.unwrap(), 0);
    age(91).await.unwrap();
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    assert_eq!(erase_refused(&db).await.unwrap(), 0, "an appeal is open");
    let mut tomas = app.moderator("tomas").await;
    answer(&mut tomas, item, "upheld").await;
    assert_eq!(erase_refused(&db).await.unwrap(), 0, "it counts from the last decision");
    age(91).await.unwrap();
    assert_eq!(erase_refused(&db).await.unwrap(), 1);
    for table in ["submissions", "submission_revisions", "review_items", "appeals", "submission_contacts"] {
        assert_eq!(count(&db, table).await, 0, "{table}");
    }
    assert_eq!(count(&db, "moderation_events").await, 2, "the log stays");
    assert_eq!(app.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn erasing_a_refused_change_leaves_what_is_published_and_what_is_written() {
    let (mut app, db, mut mara, link, _) = refused().await;
    a_submission().with("headline", "Without the name of the shop").amend(&mut app, &link).await;
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    let version = mara.claim(item).await;
    mara.previewed(&format!("/admin/items/{item}/approval"), &[("version", &version)]).await;
    a_submission().with("headline", "And then a shop again, by name").amend(&mut app, &link).await;
    refuse(&mut mara, &db).await;
    sqlx::query(
        "update review_items set decided_at = now() - interval '91 days' where decided_at is not null",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(erase_refused(&db).await.unwrap(), 2);
    assert_eq!((count(&db, "submission_revisions").await, count(&db, "experiences").await), (1, 1));
    assert_eq!(app.get(&link).await.status, StatusCode::OK);
}

/// A path is watched from now on, as a burst opens it.
async fn open_a_burst(db: &PgPool) {
    let open = "insert into path_signals (path_id, kind, since, seconds, people, usual, networks, from_one)
                select path_id, 'reports', now(), 20, 40, 0, 40, 1 from submission_revisions limit 1";
    sqlx::query(open).execute(db).await.unwrap();
}

#[tokio::test]
async fn while_a_burst_is_open_a_refusal_is_overturned_by_two_who_did_not_refuse() {
    let (mut app, db, mut mara, link, item) = refused().await;
    open_a_burst(&db).await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    let (screen, url) = (format!("/admin/items/{item}"), format!("/admin/items/{item}/appeal-answer"));
    let mut tomas = app.moderator("tomas").await;
    let version = tomas.claim(item).await;
    assert!(tomas.get(&screen).await.says("Two people must overturn this refusal. You would be the first."));
    let fields = [("version", version.as_str()), ("ruling", "overturned"), ("message", ANSWER)];
    assert!(tomas.post(&url, &fields).await.says("Nothing is sent or published yet"));
    let first = tomas.previewed(&url, &fields).await;
    assert_eq!(first.location(), "/admin?done=approved_first");
    assert_eq!((state(&db, item).await.as_str(), count(&db, "experiences").await), ("appealed", 0));
    let told = app.get(&link).await;
    assert!(told.says("Your appeal waits for somebody else") && told.says("It names a shop."));
    assert!(!told.says(ANSWER));
    assert!(!app.get(&format!("{link}/data.json")).await.body.contains(ANSWER), "it is not given yet");
    for who in [&mut mara, &mut tomas] {
        assert_eq!(who.post("/admin/claims", &[]).await.location(), "/admin?done=nothing");
        assert_eq!(answer(who, item, "overturned").await, StatusCode::CONFLICT);
    }
    for alone in [
        "update review_items set state = 'overturned', decided_by = first_reader, claimed_by = null, claimed_until = null",
        "update review_items set state = 'overturned', first_reader = null, claimed_by = null, claimed_until = null",
    ] {
        assert!(sqlx::raw_sql(alone).execute(&db).await.unwrap_err().to_string().contains("by_two"));
    }

    let mut ines = app.moderator("ines").await;
    let version = ines.claim(item).await;
    let page = ines.get(&screen).await;
    assert_eq!(page.all("textarea#message"), [ANSWER], "the first reader's words go with it");
    assert!(page.says("You are the second reader.") && page.says("It names a shop."));
    let fields = [("version", version.as_str()), ("ruling", "overturned"), ("message", ANSWER)];
    assert_eq!(ines.previewed(&url, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!((state(&db, item).await.as_str(), count(&db, "experiences").await), ("overturned", 1));
    assert!(app.get(&link).await.says(ANSWER));
    let logged: Vec<String> =
        sqlx::query_scalar("select action from moderation_events order by id").fetch_all(&db).await.unwrap();
    assert_eq!(logged, ["rejected", "second_reader_asked", "overturned"]);
}

#[tokio::test]
async fn one_is_enough_to_let_a_refusal_stand_while_a_burst_is_open() {
    let (mut app, db, _, link, item) = refused().await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    open_a_burst(&db).await;
    firstbucket::moderation::examine_waiting(&db).await.unwrap();
    let mut tomas = app.moderator("tomas").await;
    assert_eq!(answer(&mut tomas, item, "upheld").await, StatusCode::SEE_OTHER);
    assert_eq!((state(&db, item).await.as_str(), count(&db, "experiences").await), ("upheld", 0));
}

#[tokio::test]
async fn an_appeal_that_waits_for_its_second_reader_ends_with_a_new_version() {
    let (mut app, db, _, link, item) = refused().await;
    open_a_burst(&db).await;
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    let mut tomas = app.moderator("tomas").await;
    assert_eq!(answer(&mut tomas, item, "overturned").await, StatusCode::SEE_OTHER);
    a_submission().with("headline", "Without the name of the shop").amend(&mut app, &link).await;
    let (state, message, note): (String, String, String) =
        sqlx::query_as("select state, message, note from review_items where id = $1")
            .bind(item)
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!((state.as_str(), message.as_str(), note.as_str()), ("rejected", "It names a shop.", ""));
}
