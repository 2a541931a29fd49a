//! Plans and answers at the edges: what is not read yet, comes too soon, too late, or twice.

use super::{a_published_start, days_to_the_first_question, page};
use crate::support::{
    ASubmission, TestApp, a_start, a_submission, an_experience, approve, judge_answers, rate, refuse, send,
    tell, tell_read,
};
use axum::http::StatusCode;
use firstbucket::{
    experiences::{self, path_figures},
    reports::{Kind, Report, Status},
    values::{PathId, Quarter},
};
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

#[tokio::test]
async fn a_change_of_a_plan_shows_nowhere_before_somebody_read_it() {
    let (mut app, link) = a_published_start().await;
    a_start().with("in_open_data", "yes").with("target_monthly", "777").amend(&mut app, &link).await;
    let shown = page(&mut app).await;
    assert!(shown.all("#plan table").concat().contains("Target a month$300"), "{:?}", shown.all("#plan"));
    assert!(!shown.says("$777"));
    refuse(&app.database.pool(), "changes_requested").await;
    app.in_days(2).await;
    assert!(!page(&mut app).await.says("$777"));
}

#[tokio::test]
async fn a_plan_that_was_only_let_through_after_a_day_is_the_first_that_was() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().send(&mut app).await;
    refuse(&app.database.pool(), "changes_requested").await;
    app.in_days(3).await;
    a_start().with("target_monthly", "90").amend(&mut app, &link).await;
    approve(&app.database.pool()).await;
    let shown = page(&mut app).await;
    assert!(shown.all("#plan table").concat().contains("Target a month$90"), "{:?}", shown.all("#plan"));
}

#[tokio::test]
async fn whoever_changes_path_month_or_trade_after_the_freeze_is_seen_to() {
    let (mut app, link) = a_published_start().await;
    app.in_days(2).await;
    let changed = a_start().with("path", "consulting").with("background", "law");
    changed.with("in_open_data", "yes").amend(&mut app, &link).await;
    approve(&app.database.pool()).await;
    let shown = page(&mut app).await;
    let amended =
        "Path: Small AI tools, now Consulting for small firms; Background: another, now that below.";
    assert!(shown.says(amended), "{:?}", shown.all("#plan"));
}

#[tokio::test]
async fn a_draft_that_waits_until_its_outcome_is_known_is_no_start_any_more() {
    let mut app = TestApp::with(&["--demo"]).await;
    let start = a_start();
    let link = start.begin(&mut app).await;
    start.fill(&mut app, &link).await;
    app.in_days(40).await;
    assert_eq!(send(&mut app, &link).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(app.get(&format!("{link}/check")).await.says("up to 31 days back"));
}

#[tokio::test]
async fn the_day_of_a_verdict_is_not_the_day_of_its_authors_word() {
    let mut app = TestApp::with(&["--demo"]).await;
    a_start().send(&mut app).await;
    app.in_days(70).await;
    let db = app.database.pool_in_days(70).await;
    approve(&db).await;
    let confirmed: time::Date =
        sqlx::query_scalar("select confirmed_on from experience_originals").fetch_one(&db).await.unwrap();
    assert_eq!(confirmed, OffsetDateTime::now_utc().date(), "for grades and follow-ups");
    let shown: Quarter =
        sqlx::query_scalar("select confirmed_on from experiences").fetch_one(&db).await.unwrap();
    assert_eq!(shown, Quarter::of(confirmed), "for readers");
}

#[tokio::test]
async fn one_answer_waits_at_a_time_and_its_sums_are_not_told_twice() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "9000", "20", "60"], &[]).await;
    assert!(app.get(&link).await.says("Your last answer waits for a moderator"));
    let again = tell(&mut app, &link, ["yes", "9100", "21", "61"], &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.attributes("#revenue", "value"), ["9100"]);
    assert!(again.says("still waits for a moderator"));

    app.post(&format!("{link}/withdraw"), &[]).await;
    let state: String = sqlx::query_scalar("select state from experience_updates")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    assert_eq!(state, "refused", "what is taken back waits for nobody");
}

#[tokio::test]
async fn what_is_told_soon_after_the_last_answer_is_read_first() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell_read(&mut app, &link, ["yes", "250", "0", "30"], &[]).await;
    app.in_days(126).await;
    tell(&mut app, &link, ["yes", "250", "0", "9"], &[]).await;
    let states: Vec<String> = sqlx::query_scalar("select state from experience_updates order by number")
        .fetch_all(&app.database.pool())
        .await
        .unwrap();
    assert_eq!(states, ["live", "waiting"]);
    let month: i64 = sqlx::query_scalar("select monthly_net_usd from experiences")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    assert!(month < 30_000, "{month}");
}

#[tokio::test]
async fn an_amendment_begun_before_an_answer_takes_nothing_of_it_away() {
    let mut app = TestApp::with(&["--demo"]).await;
    let report = a_submission().with("status", "paused").with("stop_month", "").with("stop_year", "");
    let report = report.without("stop_reasons");
    let link = report.send(&mut app).await;
    approve(&app.database.pool()).await;
    report.save(&mut app, &link, "consent").await;
    app.in_days(40).await;
    tell_read(&mut app, &link, ["yes", "70", "0", "9"], &[]).await;
    report.save(&mut app, &link, "story").await;
    assert_eq!(send(&mut app, &link).await.location(), format!("{link}/sent"));
    let db = app.database.pool_in_days(40).await;
    approve(&db).await;
    let total = "select revenue_total_usd from experiences";
    let total: i64 = sqlx::query_scalar(total).fetch_one(&db).await.unwrap();
    assert_eq!(total, 67_000);

    // One that is begun now is filled in with it, and does not count it twice.
    app.get(&format!("{link}/money")).await;
    report.with("revenue_total", "670").amend(&mut app, &link).await;
    approve(&db).await;
    let total: i64 =
        sqlx::query_scalar("select revenue_total_usd from experiences").fetch_one(&db).await.unwrap();
    assert_eq!(total, 67_000);
}

#[tokio::test]
async fn an_answer_let_through_while_a_page_was_open_is_not_lost() {
    let report = a_submission();
    let (mut app, link, db) = published_forty_days_ago(&report).await;
    tell(&mut app, &link, ["stopped", "70", "0", "9"], &[("note", "It went on a little.")]).await;
    let open = app.get(&format!("{link}/money")).await.attributes("[name=told_up_to]", "value").remove(0);
    judge_answers(&db, true).await;
    assert_eq!(revenue(&db).await, 67_000, "600 told first, and 70");

    let mut typed = report.page("money");
    typed.push(("told_up_to", &open));
    app.post(&format!("{link}/money"), &typed).await;
    send(&mut app, &link).await;
    approve(&db).await;
    assert_eq!(revenue(&db).await, 67_000, "what was typed, and the answer that was not on the page");

    // A number that nobody was given takes out nothing that is in the sums already.
    let mut typed = report.page("money");
    typed.extend([("told_up_to", "-7")]);
    app.post(&format!("{link}/money"), &typed).await;
    send(&mut app, &link).await;
    approve(&db).await;
    assert_eq!(revenue(&db).await, 67_000);
}

#[tokio::test]
async fn a_page_whose_sums_do_not_fit_its_draft_is_shown_again() {
    let report = a_submission();
    let (mut app, link, db) = published_forty_days_ago(&report).await;
    tell_read(&mut app, &link, ["stopped", "0", "0", "9"], &[]).await;
    report.save(&mut app, &link, "story").await;
    for (told_up_to, says) in [("0", "is in your draft already"), ("2", "is added to it by itself")] {
        let mut typed = report.page("money");
        typed.push(("told_up_to", told_up_to));
        let again = app.post(&format!("{link}/money"), &typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.says(says), "{:?}", again.all(".err"));
        assert_eq!(again.attributes("[name=told_up_to]", "value"), ["1"]);
    }
    let mut typed = report.page("money");
    typed.push(("told_up_to", "1"));
    assert_eq!(app.post(&format!("{link}/money"), &typed).await.status, StatusCode::SEE_OTHER);
    send(&mut app, &link).await;
    approve(&db).await;
    assert_eq!(revenue(&db).await, 60_000);
}

#[tokio::test]
async fn whoever_goes_on_after_stopping_is_not_called_silent() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell_read(&mut app, &link, ["stopped", "0", "0", "30"], &[]).await;
    app.in_days(310).await;
    tell_read(&mut app, &link, ["yes", "0", "0", "30"], &[]).await;
    assert!(!page(&mut app).await.says("Status unknown since"));
    assert!(app.get("/paths/ai-tools/starts").await.says("Nobody owes an answer"));
}

#[tokio::test]
async fn no_answer_is_taken_while_its_currency_is_about_to_change() {
    let (mut app, link) = a_published_start().await;
    let other = a_start().with("in_open_data", "yes").with("currency", "NGN").with("capital_band", "none");
    other.amend(&mut app, &link).await;
    app.in_days(125).await;
    let told = tell(&mut app, &link, ["yes", "100", "0", "30"], &[]).await;
    assert!(told.says("Your change to another currency still waits"), "{:?}", told.all(".err"));
    assert_eq!(told.attributes("#revenue", "value"), ["100"]);
}

#[tokio::test]
async fn a_changed_plan_says_nothing_of_how_it_went() {
    let (mut app, link) = a_published_start().await;
    let amendment = a_start().with("in_open_data", "yes").with("target_monthly", "90");
    app.in_days(220).await;
    let db = app.database.pool_in_days(220).await;
    experiences::silence::note(&db, None).await.unwrap();
    amendment.amend(&mut app, &link).await;
    approve(&db).await;
    assert!(page(&mut app).await.says("Status unknown since"), "a new target is no answer");
    assert!(app.get("/paths/ai-tools/starts").await.says("Answered0 of 1"));
    assert!(app.get(&link).await.says("Readers see beside it what you changed since. Target a month: $90."));

    tell_read(&mut app, &link, ["stopped", "0", "5", "60"], &[]).await;
    app.in_days(240).await;
    let db = app.database.pool_in_days(240).await;
    amendment.with("target_monthly", "80").amend(&mut app, &link).await;
    approve(&db).await;
    assert_eq!(page(&mut app).await.all(".page-head .out"), ["Stopped with nothing"]);
    assert!(app.get("/paths/ai-tools/starts").await.says("Nobody owes an answer"));
}

#[tokio::test]
async fn an_answer_that_was_refused_answers_nothing() {
    let (mut app, link) = a_published_start().await;
    app.in_days(days_to_the_first_question()).await;
    let db = app.database.pool_in_days(days_to_the_first_question()).await;
    tell(&mut app, &link, ["yes", "9000", "0", "60"], &[]).await;
    assert!(app.get("/paths/ai-tools/starts").await.says("still within 60 days"), "nobody knows of it");
    assert!(!app.get(&link).await.says("3 months on: how does it go?"), "its author is not asked again");
    judge_answers(&db, false).await;
    assert!(app.get("/paths/ai-tools/starts").await.says("still within 60 days"));
    assert!(app.get(&link).await.says("3 months on: how does it go?"));
    app.in_days(250).await;
    experiences::silence::note(&app.database.pool_in_days(250).await, None).await.unwrap();
    assert!(page(&mut app).await.says("Status unknown since"));
}

#[tokio::test]
async fn a_start_is_not_dated_forward_and_keeps_the_currency_of_its_answers() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell_read(&mut app, &link, ["yes", "100", "0", "30"], &[]).await;
    let later = OffsetDateTime::now_utc().date() + Duration::days(100);
    let (day, month) = (later.day().to_string(), u8::from(later.month()).to_string());
    let moved = a_start().with("start_day", &day).with("start_month", &month);
    let refused = moved.with("start_year", &later.year().to_string()).save(&mut app, &link, "when").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("What begins later is another start"));

    let refused = a_start().with("currency", "KES").save(&mut app, &link, "money").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("You answered in USD, and we know no rate between the two: keep that currency"));
}

#[tokio::test]
async fn answers_without_a_rate_keep_the_currency_until_there_is_one() {
    let mut app = TestApp::with(&["--demo"]).await;
    let start = a_start().with("currency", "KES").with("capital_band", "under_50");
    let link = start.send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(125).await;
    tell_read(&mut app, &link, ["yes", "100", "0", "30"], &[]).await;
    let changed = start.with("currency", "USD");
    let refused = changed.clone().save(&mut app, &link, "money").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("You answered in KES, and we know no rate between the two: keep that currency"));
    rate(&app.database.pool(), "KES", "2020", 0.8).await;
    assert_eq!(changed.save(&mut app, &link, "money").await.status, StatusCode::SEE_OTHER);
}

async fn published_forty_days_ago(report: &ASubmission) -> (TestApp, String, PgPool) {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = report.send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(40).await;
    let db = app.database.pool_in_days(40).await;
    (app, link, db)
}

async fn revenue(db: &PgPool) -> i64 {
    sqlx::query_scalar("select revenue_total_usd from experiences").fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn contradictory_months_are_complained_of() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell_read(&mut app, &link, ["yes", "0", "0", "30"], &[]).await;
    app.in_days(220).await;
    let before = OffsetDateTime::now_utc().date() + Duration::days(60);
    let (month, year) = (u8::from(before.month()).to_string(), before.year().to_string());
    let told = tell(
        &mut app,
        &link,
        ["stopped", "50", "0", "9"],
        &[("first_month", &month), ("first_year", &year), ("stop_month", &month), ("stop_year", &year)],
    )
    .await;
    assert_eq!((told.status, told.all(".err").len()), (StatusCode::UNPROCESSABLE_ENTITY, 2));
}

#[tokio::test]
async fn the_silent_stay_silent_when_the_next_date_falls_due() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let today = OffsetDateTime::now_utc().date();
    for n in 0..3 {
        let start = an_experience().on("ai-tools").monthly(0).titled(&format!("A plan of number {n}"));
        start
            .with(|report: &mut Report| {
                report.kind = Kind::RegisteredStart;
                report.when.status = Status::Trying;
                report.when.started_on = firstbucket::values::Month::of(today);
                report.when.as_of = today;
            })
            .publish(&db)
            .await;
    }
    let path: PathId =
        sqlx::query_scalar("select id from paths where slug = 'ai-tools'").fetch_one(&db).await.unwrap();
    let mut silent = Vec::new();
    for days in (0..900).step_by(20) {
        app.in_days(days).await;
        let db = app.database.pool_in_days(days).await;
        silent.push(path_figures::of_path(&db, path).await.unwrap().strata.registered.starts.silent);
    }
    let first = silent.iter().position(|silent| *silent == 3).expect("silent in the end");
    assert!((7..=14).contains(&first), "{silent:?}");
    assert!(silent[..first].iter().all(|silent| *silent == 0), "{silent:?}");
    assert!(silent[first..].iter().all(|silent| *silent == 3), "{silent:?}");
}

#[tokio::test]
async fn whoever_ended_gets_no_calendar() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell_read(&mut app, &link, ["stopped", "0", "0", "30"], &[]).await;
    assert_eq!(app.get(&format!("{link}/follow-ups.ics")).await.location(), link);
    assert!(!app.get(&link).await.body.contains("follow-ups.ics"));
}
