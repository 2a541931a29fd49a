//! No way leads past the lot: whatever publishes a report or lets an answer count first has its author asked for the proof.

use crate::{
    moderation::{claim, count, decide, with_mara},
    support::{
        NOBODY_DRAWN, SomebodyElse, TestApp, a_report, a_start, a_submission, approve, draw_by,
        judge_answers, sent, tell, version_to_send,
    },
};
use axum::http::StatusCode;
use firstbucket::{
    moderation,
    values::{Cents, ItemId, SubmissionId},
};
use sqlx::PgPool;

const APPEAL: &str = "I name no shop at all; the platform is named for its fees.";
const ANSWER: &str = "We read it again: the platform is no advert of yours.";
const SPAM: [(&str, &str); 2] = [("reason", "advertising"), ("message", "It names a shop.")];
/// With the key made of this the lot falls on the first answer to the first report.
const FIRST_ANSWER_DRAWN: i32 = 15;

/// The first report that the lot falls on in tests: the next that is sent.
async fn next_is_drawn(db: &PgPool) {
    sqlx::raw_sql("alter table submissions alter column id restart with 101").execute(db).await.unwrap();
}

async fn newest(db: &PgPool) -> ItemId {
    sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap()
}

/// What came of the first that was drawn, once the tasks have run.
async fn result(db: &PgPool) -> String {
    moderation::examine_waiting(db).await.unwrap();
    sqlx::query_scalar("select result from proof_draws order by id limit 1").fetch_one(db).await.unwrap()
}

async fn refuse(who: &mut SomebodyElse, item: ItemId) {
    let version = claim(who, item).await;
    assert_eq!(decide(who, item, &version, "rejection", &SPAM).await.status, StatusCode::SEE_OTHER);
}

/// Approves the item, and expects to be told that the proof is due.
async fn approval_is_refused(who: &mut SomebodyElse, item: ItemId, complaint: &str) {
    let version = claim(who, item).await;
    let refused = decide(who, item, &version, "approval", &[("message", "Thank you.")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.location());
    assert!(refused.says(complaint), "{:?}", refused.all(".err"));
    assert_eq!(refused.all("textarea#message"), ["Thank you."]);
}

async fn note_proof(who: &mut SomebodyElse, report: SubmissionId) {
    let page = who.get(&format!("/admin/reports/{report}")).await;
    let key = page.attributes("[name=form_key]", "value").concat();
    let proof = [("form_key", key.as_str()), ("proof_kind", "payout_statement"), ("result", "supports")];
    let noted = who.post(&format!("/admin/reports/{report}/evidence"), &proof).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
}

async fn overturn(who: &mut SomebodyElse, item: ItemId) -> crate::support::Answer {
    let version = claim(who, item).await;
    let fields = [("version", version.as_str()), ("ruling", "overturned"), ("message", ANSWER)];
    who.previewed(&format!("/admin/items/{item}/appeal-answer"), &fields).await
}

/// A drawn report that mara refused before anybody asked for its proof, and whose author appealed: its link and item.
async fn refused_and_appealed(app: &mut TestApp, mara: &mut SomebodyElse, db: &PgPool) -> (String, ItemId) {
    next_is_drawn(db).await;
    let link = a_submission().send(app).await;
    let item = newest(db).await;
    refuse(mara, item).await;
    assert_eq!(result(db).await, "not_asked");
    app.post(&format!("{link}/appeal"), &[("words", APPEAL)]).await;
    (link, item)
}

#[tokio::test]
async fn a_refusal_of_what_was_drawn_is_overturned_only_once_its_author_was_asked() {
    let (mut app, mut mara, db, _) = with_mara().await;
    let (link, item) = refused_and_appealed(&mut app, &mut mara, &db).await;
    let screen = format!("/admin/items/{item}");
    let mut tomas = app.moderator("tomas").await;

    let refused = overturn(&mut tomas, item).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.location());
    assert!(refused.says("ask its author for a proof before it is published"));
    assert_eq!(refused.all("textarea#message"), [ANSWER]);
    let desk = tomas.get(&screen).await;
    assert!(desk.says("Drawn by lot for a proof") && desk.says("ask its author for a proof before it is"));
    assert_eq!(count(&db, "experiences").await, 0);
    assert_eq!(result(&db).await, "open", "what was settled by the refusal is open with the appeal");

    let version = claim(&mut tomas, item).await;
    let asked = tomas.post(&format!("{screen}/appeal-proof"), &[("version", &version)]).await;
    assert_eq!(asked.location(), "/admin?done=held_for_proof", "{}", asked.body);
    let told = app.get(&link).await;
    assert!(told.says("A moderator asks for proof") && told.says("Your appeal waits for your proof"));
    assert!(told.says("drawn by lot, as one in ten of those are that tell of a gain"));
    assert!(told.says("It names a shop.") && told.says(APPEAL), "and what it is about");
    assert!(mara.get("/admin").await.says("waits for proof"));
    assert_eq!(tomas.post("/admin/claims", &[]).await.location(), "/admin?done=nothing");
    let desk = tomas.get(&screen).await;
    assert!(desk.says("Waits for a proof since") && desk.says("It names a shop."));
    let early = overturn(&mut tomas, item).await;
    assert!(early.says("Its author was asked for a proof"), "{}", early.location());
    assert_eq!(result(&db).await, "open");

    note_proof(&mut tomas, SubmissionId(101)).await;
    assert_eq!(overturn(&mut tomas, item).await.status, StatusCode::SEE_OTHER);
    assert_eq!((count(&db, "experiences").await, result(&db).await.as_str()), (1, "proved"));
    let told = app.get(&link).await;
    assert!(told.says("Your report is published") && told.says(ANSWER) && told.says("It names a shop."));
    let logged: Vec<String> =
        sqlx::query_scalar("select action from moderation_events order by id").fetch_all(&db).await.unwrap();
    assert_eq!(logged, ["rejected", "held_for_proof", "proof_checked", "overturned"]);
    assert!(app.get("/log").await.says("1 of 1"));
}

#[tokio::test]
async fn who_shows_nothing_for_an_appeal_is_published_after_two_weeks_and_may_still_be_refused_before() {
    for (days, ruling, published) in [(14, "overturned", 1), (0, "upheld", 0)] {
        let (mut app, mut mara, db, _) = with_mara().await;
        let (link, item) = refused_and_appealed(&mut app, &mut mara, &db).await;
        let mut tomas = app.moderator("tomas").await;
        let version = claim(&mut tomas, item).await;
        tomas.post(&format!("/admin/items/{item}/appeal-proof"), &[("version", &version)]).await;
        sqlx::query("update proof_draws set asked_at = now() - make_interval(days => $1)")
            .bind(days)
            .execute(&db)
            .await
            .unwrap();
        let version = claim(&mut tomas, item).await;
        let fields = [("version", version.as_str()), ("ruling", ruling), ("message", ANSWER)];
        let answered = tomas.previewed(&format!("/admin/items/{item}/appeal-answer"), &fields).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{ruling}: {:?}", answered.all(".err"));
        assert_eq!(count(&db, "experiences").await, published, "{ruling}");
        assert_eq!(result(&db).await, "could_not");
        let (reasons, held): (Vec<String>, bool) =
            sqlx::query_as("select reason_codes, held_since is not null from review_items")
                .fetch_one(&db)
                .await
                .unwrap();
        assert_eq!(
            (reasons.concat().as_str(), held),
            (if published == 0 { "advertising" } else { "" }, false)
        );
        assert!(!app.get(&link).await.says("drawn by lot, as one in ten"));
    }
}

#[tokio::test]
async fn an_appeal_that_waits_for_proof_ends_with_a_new_version_or_a_report_taken_back() {
    for ending in ["send", "withdraw"] {
        let (mut app, mut mara, db, _) = with_mara().await;
        let (link, item) = refused_and_appealed(&mut app, &mut mara, &db).await;
        let mut tomas = app.moderator("tomas").await;
        let version = claim(&mut tomas, item).await;
        tomas.post(&format!("/admin/items/{item}/appeal-proof"), &[("version", &version)]).await;
        if ending == "send" {
            a_submission().with("headline", "Without the name of the shop").amend(&mut app, &link).await;
        } else {
            assert_eq!(app.post(&format!("{link}/withdraw"), &[]).await.location(), link);
            let version = version_to_send(&mut app, &link).await;
            app.post(&format!("{link}/send"), &[("version", &version)]).await;
        }
        let refusal: (String, Vec<String>, String) =
            sqlx::query_as("select state, reason_codes, message from review_items where id = $1")
                .bind(item)
                .fetch_one(&db)
                .await
                .unwrap();
        let stands = ("rejected".to_owned(), vec!["advertising".to_owned()], "It names a shop.".to_owned());
        assert_eq!(refusal, stands, "{ending}");
        approval_is_refused(&mut mara, newest(&db).await, "Its author was asked for a proof").await;
        assert_eq!(count(&db, "experiences").await, 0, "{ending}");
    }
}

#[tokio::test]
async fn a_refusal_that_is_taken_back_settles_nothing() {
    let (_app, mut mara, db, path) = with_mara().await;
    next_is_drawn(&db).await;
    let item = sent(&db, &a_report(path)).await.item;
    refuse(&mut mara, item).await;
    assert_eq!(result(&db).await, "not_asked");
    let version: i32 = sqlx::query_scalar("select version from review_items").fetch_one(&db).await.unwrap();
    let undone =
        mara.post(&format!("/admin/items/{item}/undo"), &[("of_version", &version.to_string())]).await;
    assert_eq!(undone.location(), format!("/admin/items/{item}?done=undone"));
    approval_is_refused(&mut mara, item, "ask its author for a proof before it is published").await;
    assert_eq!((count(&db, "experiences").await, result(&db).await.as_str()), (0, "open"));
}

#[tokio::test]
async fn a_version_after_a_refusal_owes_the_proof_that_was_asked_for_before() {
    let (mut app, mut mara, db, _) = with_mara().await;
    next_is_drawn(&db).await;
    let link = a_submission().send(&mut app).await;
    let item = newest(&db).await;
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "proof-hold", &[]).await;
    refuse(&mut mara, item).await;
    assert_eq!(result(&db).await, "could_not");
    a_submission().with("headline", "Without the name of the shop").amend(&mut app, &link).await;
    approval_is_refused(&mut mara, newest(&db).await, "Its author was asked for a proof").await;
    assert_eq!(count(&db, "experiences").await, 0);
}

#[tokio::test]
async fn what_the_checks_have_not_seen_is_not_published() {
    let (_app, mut mara, db, path) = with_mara().await;
    next_is_drawn(&db).await;
    let item = sent(&db, &a_report(path)).await.item;
    let version = claim(&mut mara, item).await;
    // As if the checks had broken off after the claim.
    sqlx::raw_sql("update review_items set examined_at = null, signals = '[]'; delete from proof_draws")
        .execute(&db)
        .await
        .unwrap();
    let refused = decide(&mut mara, item, &version, "approval", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.location());
    assert_eq!(count(&db, "experiences").await, 0);
}

#[tokio::test]
async fn a_change_to_a_gain_is_drawn_and_what_is_shown_again_is_what_was_read() {
    let (app, mut mara, db, path) = with_mara().await;
    next_is_drawn(&db).await;
    let mut loss = a_report(path);
    loss.money.upfront_cost = Cents(9_000_000);
    let report = sent(&db, &loss).await;
    let item = report.item;
    let version = claim(&mut mara, item).await;
    decide(&mut mara, item, &version, "approval", &[]).await;
    assert_eq!(count(&db, "experiences").await, 1);
    let item = report.again(&db, 2, &a_report(path)).await;
    approval_is_refused(&mut mara, item, "ask its author for a proof before it is published").await;

    sqlx::query("update submissions set state = 'hidden'").execute(&db).await.unwrap();
    assert_eq!(count(&db, "experiences").await, 0);
    let shown = mara.post("/admin/reports/101/show-again", &[]).await;
    assert_eq!(shown.location(), "/admin/reports/101?done=shown");
    let bands: Vec<String> =
        sqlx::query_scalar("select monthly_net_band from experiences").fetch_all(&db).await.unwrap();
    assert_eq!(bands, ["loss"], "not what waits for its proof");
    drop(app);
}

#[tokio::test]
async fn a_drawn_gain_is_told_in_no_other_place_instead() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let earning = || {
        a_submission()
            .with("status", "earning")
            .without("stop_month")
            .without("stop_year")
            .without("stop_reasons")
    };
    let link = earning().send(&mut app).await;
    approve(&db).await;
    app.in_days(125).await;
    draw_by(&db, FIRST_ANSWER_DRAWN).await;
    let more_of_the_same = ["yes", "450", "0", "130"];
    tell(&mut app, &link, more_of_the_same, &[]).await;
    assert_eq!(result(&db).await, "open");
    draw_by(&db, NOBODY_DRAWN).await;

    // A change to the report tells the gain, while the drawn answer waits.
    earning().with("headline", "Worksheets, and more of them").amend(&mut app, &link).await;
    approval_is_refused(&mut mara, newest(&db).await, "ask its author for a proof").await;

    // A second answer of the same, after the first was refused: of itself it would count at once.
    sqlx::query("delete from review_items where kind = 'amendment'").execute(&db).await.unwrap();
    sqlx::query("delete from proof_draws where ticket like 'report%'").execute(&db).await.unwrap();
    judge_answers(&db, false).await;
    app.in_days(160).await;
    tell(&mut app, &link, more_of_the_same, &[]).await;
    let states: Vec<String> = sqlx::query_scalar("select state from experience_updates order by number")
        .fetch_all(&db)
        .await
        .unwrap();
    assert_eq!(states, ["refused", "waiting"]);
    moderation::examine_waiting(&db).await.unwrap();
    let open = sqlx::query_scalar::<_, String>("select ticket from proof_draws where result = 'open'");
    assert_eq!(open.fetch_all(&db).await.unwrap(), ["answer 2 of 1"]);

    // Once a drawn one was let through, nobody is asked for ever.
    judge_answers(&db, true).await;
    app.in_days(200).await;
    tell(&mut app, &link, more_of_the_same, &[]).await;
    moderation::examine_waiting(&db).await.unwrap();
    let drawn =
        sqlx::query_scalar::<_, i64>("select count(*) from proof_draws where ticket like 'answer 3%'");
    assert_eq!(drawn.fetch_one(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn the_first_answer_to_a_start_is_drawn_before_it_counts() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let link = a_start().send(&mut app).await;
    approve(&db).await;
    draw_by(&db, FIRST_ANSWER_DRAWN).await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "400", "0", "60"], &[]).await;
    let item = newest(&db).await;
    let mut mara = app.moderator("mara").await;
    let version = mara.claim(item).await;
    // As if the checks had broken off after the claim.
    sqlx::raw_sql("update review_items set examined_at = null, signals = '[]'; delete from proof_draws")
        .execute(&db)
        .await
        .unwrap();
    let accept = [("version", version.as_str()), ("verdict", "accept")];
    let refused = mara.post(&format!("/admin/items/{item}/update-answer"), &accept).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.location());
    let state: String =
        sqlx::query_scalar("select state from experience_updates").fetch_one(&db).await.unwrap();
    assert_eq!(state, "waiting");
}
