//! Proofs that are asked for by lot: of whom, how, and what came of it.

use crate::{
    moderation::{claim, count, decide, with_mara},
    support::{
        NOBODY_DRAWN, TestApp, a_report, a_start, a_submission, approve, draw_by, judge_answers, sent, tell,
        version_to_send,
    },
};
use axum::http::StatusCode;
use firstbucket::{
    moderation,
    values::{Cents, ItemId, SubmissionId},
};
use sqlx::PgPool;

/// With the key made of this the lot falls on the first answer to the first report.
const FIRST_ANSWER_DRAWN: i32 = 15;

/// The first report that the lot falls on in tests: the next that is sent.
async fn next_is_drawn(db: &PgPool) {
    sqlx::raw_sql("alter table submissions alter column id restart with 101").execute(db).await.unwrap();
}

async fn came_from(db: &PgPool, submission: SubmissionId, network: i64) {
    sqlx::query("insert into submission_origins values ($1, (now() at time zone 'utc')::date, $2)")
        .bind(submission)
        .bind(network)
        .execute(db)
        .await
        .unwrap();
}

async fn result(db: &PgPool) -> Option<String> {
    moderation::examine_waiting(db).await.unwrap();
    sqlx::query_scalar("select result from proof_draws order by id limit 1").fetch_optional(db).await.unwrap()
}

#[tokio::test]
async fn the_drawn_author_is_asked_before_anything_is_published_and_what_came_of_it_is_told() {
    let (mut app, mut mara, db, _) = with_mara().await;
    assert!(app.get("/share").await.says("one in 10 is drawn by lot"));
    next_is_drawn(&db).await;
    let link = a_submission().send(&mut app).await;
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    let version = claim(&mut mara, item).await;
    assert!(mara.get(&format!("/admin/items/{item}")).await.says("Drawn by lot for a proof"));
    assert!(!app.get(&link).await.says("drawn"), "nobody knows before they are asked");
    let refused = decide(&mut mara, item, &version, "approval", &[("message", "Thank you.")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("ask its author for a proof before it is published"));
    assert_eq!(refused.all("textarea#message"), ["Thank you."]);

    let held = decide(&mut mara, item, &version, "proof-hold", &[]).await;
    assert_eq!(held.location(), "/admin?done=held_for_proof", "{}", held.body);
    let told = app.get(&link).await;
    assert!(told.says("drawn by lot, as one in ten of those are that tell of a gain"), "{}", told.body);
    assert!(!told.says("a sum this large"));
    let version = claim(&mut mara, item).await;
    let early = decide(&mut mara, item, &version, "approval", &[]).await;
    assert!(early.says("Its author was asked for a proof"), "{}", early.body);
    assert_eq!(result(&db).await.as_deref(), Some("open"));
    assert!(app.get("/log").await.says("Fewer than 5 have been asked so far: too few to say."));

    let page = mara.get("/admin/reports/101").await;
    let key = page.attributes("[name=form_key]", "value").concat();
    let proof = [("form_key", key.as_str()), ("proof_kind", "payout_statement"), ("result", "supports")];
    assert_eq!(mara.post("/admin/reports/101/evidence", &proof).await.status, StatusCode::SEE_OTHER);
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 1);
    assert_eq!(result(&db).await.as_deref(), Some("proved"));
}

#[tokio::test]
async fn whoever_can_show_nothing_is_published_after_two_weeks_as_their_own_word() {
    let (_app, mut mara, db, path) = with_mara().await;
    next_is_drawn(&db).await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "proof-hold", &[]).await;
    sqlx::query("update proof_draws set asked_at = now() - interval '14 days'").execute(&db).await.unwrap();
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 1);
    assert_eq!(result(&db).await.as_deref(), Some("could_not"));
}

#[tokio::test]
async fn nobody_is_asked_to_prove_a_failure() {
    let (_app, _, db, path) = with_mara().await;
    next_is_drawn(&db).await;
    let mut loss = a_report(path);
    loss.money.upfront_cost = Cents(9_000_000);
    sent(&db, &loss).await;
    assert_eq!(result(&db).await, None);
}

#[tokio::test]
async fn taking_a_drawn_report_back_and_sending_another_draws_no_second_lot() {
    let (_app, _, db, path) = with_mara().await;
    next_is_drawn(&db).await;
    let drawn = sent(&db, &a_report(path)).await;
    came_from(&db, drawn.submission, 7).await;
    assert_eq!(result(&db).await.as_deref(), Some("open"));
    sqlx::query("update proof_draws set asked_at = now()").execute(&db).await.unwrap();
    sqlx::query("delete from submissions where id = $1").bind(drawn.submission).execute(&db).await.unwrap();
    assert_eq!(result(&db).await.as_deref(), Some("withdrew"), "erased, and still told of");

    let other_words = {
        let mut report = a_report(path);
        report.story.what_i_did =
            "Quite another tale of voices for audio books, told by me at length here. ".repeat(3);
        report.story.what_went_wrong =
            "Nobody bought the first four voices, and the fifth was sued over. ".repeat(3);
        report.story.tell_a_friend =
            "Sing yourself; it takes an evening, and it is yours for good. ".repeat(3);
        report.money.revenue_total = Cents(61_000);
        report
    };
    let again = sent(&db, &other_words).await;
    came_from(&db, again.submission, 7).await;
    let stranger = sent(&db, &a_report(path)).await;
    came_from(&db, stranger.submission, 8).await;
    moderation::examine_waiting(&db).await.unwrap();
    let tickets: Vec<String> =
        sqlx::query_scalar("select ticket from proof_draws order by id").fetch_all(&db).await.unwrap();
    assert_eq!(tickets, ["report 101", "report 102"], "the same network and path, within four weeks");
}

#[tokio::test]
async fn the_same_report_taken_back_and_sent_again_owes_its_proof_as_before() {
    let (mut app, mut mara, db, _) = with_mara().await;
    next_is_drawn(&db).await;
    let link = a_submission().send(&mut app).await;
    for (was_asked, settled) in [(false, "not_asked"), (true, "withdrew")] {
        let item: ItemId =
            sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
        let version = claim(&mut mara, item).await;
        if was_asked {
            decide(&mut mara, item, &version, "proof-hold", &[]).await;
        }
        app.post(&format!("{link}/withdraw"), &[]).await;
        assert_eq!(result(&db).await.as_deref(), Some(settled));
        let version = version_to_send(&mut app, &link).await;
        app.post(&format!("{link}/send"), &[("version", &version)]).await;
        assert_eq!(result(&db).await.as_deref(), Some("open"), "{settled}");
    }
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    let version = claim(&mut mara, item).await;
    let refused = decide(&mut mara, item, &version, "approval", &[]).await;
    assert!(refused.says("Its author was asked for a proof"), "{}", refused.body);
    assert_eq!(count(&db, "experiences").await, 0);
}

#[tokio::test]
async fn the_author_of_a_drawn_answer_is_asked_before_it_counts() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let link = a_start().send(&mut app).await;
    approve(&db).await;
    draw_by(&db, FIRST_ANSWER_DRAWN).await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "400", "0", "60"], &[]).await;
    let item: ItemId =
        sqlx::query_scalar("select id from review_items where kind = 'update'").fetch_one(&db).await.unwrap();
    let mut mara = app.moderator("mara").await;
    let version = mara.claim(item).await;
    let screen = format!("/admin/items/{item}");
    assert!(mara.get(&screen).await.says("Drawn by lot for a proof"));
    let accept = [("version", version.as_str()), ("verdict", "accept")];
    let refused = mara.post(&format!("{screen}/update-answer"), &accept).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("ask its author for a proof before it is published"));
    let asked = mara.post(&format!("{screen}/answer-proof"), &[("version", &version)]).await;
    assert_eq!(asked.location(), "/admin?done=held_for_proof", "{}", asked.body);
    assert!(app.get(&link).await.says("drawn by lot, as one in ten of those are that tell of a gain"));

    sqlx::query("update proof_draws set asked_at = now() - interval '14 days'").execute(&db).await.unwrap();
    let version = mara.claim(item).await;
    let accept = [("version", version.as_str()), ("verdict", "accept")];
    let counted = mara.post(&format!("{screen}/update-answer"), &accept).await;
    assert_eq!(counted.location(), "/admin?done=counted", "{:?}", counted.all("main .err, main .note, h1"));
    assert_eq!(result(&db).await.as_deref(), Some("could_not"));
}

#[tokio::test]
async fn after_a_drawn_answer_that_was_refused_without_a_proof_the_next_is_drawn_too() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let link = a_start().send(&mut app).await;
    approve(&db).await;
    draw_by(&db, FIRST_ANSWER_DRAWN).await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "400", "0", "60"], &[]).await;
    assert_eq!(result(&db).await.as_deref(), Some("open"));
    draw_by(&db, NOBODY_DRAWN).await;
    judge_answers(&db, false).await;
    assert_eq!(result(&db).await.as_deref(), Some("not_asked"));

    app.in_days(160).await;
    tell(&mut app, &link, ["yes", "400", "0", "60"], &[]).await;
    moderation::examine_waiting(&db).await.unwrap();
    let open: Vec<String> = sqlx::query_scalar("select ticket from proof_draws where result = 'open'")
        .fetch_all(&db)
        .await
        .unwrap();
    assert_eq!(open, ["answer 2 of 1"]);
}

#[tokio::test]
async fn an_answer_that_changes_nothing_but_gains_waits_too_where_it_is_drawn() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let link = a_submission()
        .with("status", "earning")
        .without("stop_month")
        .without("stop_year")
        .without("stop_reasons");
    let link = link.send(&mut app).await;
    approve(&db).await;
    app.in_days(125).await;
    for (lots, state) in [(NOBODY_DRAWN, "live"), (FIRST_ANSWER_DRAWN, "waiting")] {
        sqlx::query("delete from experience_updates").execute(&db).await.unwrap();
        draw_by(&db, lots).await;
        tell(&mut app, &link, ["yes", "450", "0", "130"], &[]).await;
        let kept: String =
            sqlx::query_scalar("select state from experience_updates").fetch_one(&db).await.unwrap();
        assert_eq!(kept, state);
    }
}
