mod edges;

use crate::support::{
    Answer, TestApp, a_start, a_submission, an_experience, approve, judge_answers, tell, tell_read,
};
use axum::http::StatusCode;
use firstbucket::{
    experiences, moderation,
    reports::{Kind, Report, Status},
    values::{ItemId, Quarter},
};
use sqlx::AssertSqlSafe;
use time::{Duration, OffsetDateTime};

async fn page(app: &mut TestApp) -> Answer {
    let id: i64 =
        sqlx::query_scalar("select id from experiences").fetch_one(&app.database.pool()).await.unwrap();
    app.get(&format!("/experiences/{id}")).await
}

async fn a_published_start() -> (TestApp, String) {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().with("in_open_data", "yes").send(&mut app).await;
    approve(&app.database.pool()).await;
    (app, link)
}

/// Until three months after the quarter in which a start of today lies.
fn days_to_the_first_question() -> i32 {
    let today = OffsetDateTime::now_utc().date();
    let mut day = Quarter::of(today).first_day();
    for _ in 0..2 {
        day = Quarter::of(day + Duration::days(100)).first_day();
    }
    i32::try_from((day - today).whole_days()).unwrap()
}

#[tokio::test]
async fn a_plan_freezes_after_a_day_and_later_changes_are_shown_as_amendments() {
    let (mut app, link) = a_published_start().await;
    assert!(app.get(&link).await.says("You can change it without a trace until"));
    let shown = page(&mut app).await;
    assert!(shown.all("#plan table").concat().contains("Target a month$300"), "{}", shown.body);

    a_start().with("in_open_data", "yes").with("target_monthly", "280").amend(&mut app, &link).await;
    approve(&app.database.pool()).await;
    let shown = page(&mut app).await;
    assert!(shown.all("#plan table").concat().contains("Target a month$280"));
    assert!(!shown.says("Amended in"));

    app.in_days(2).await;
    assert!(app.get(&link).await.says("It froze on"));
    a_start().with("in_open_data", "yes").with("target_monthly", "200").amend(&mut app, &link).await;
    approve(&app.database.pool()).await;
    let shown = page(&mut app).await;
    assert!(shown.all("#plan table").concat().contains("Target a month$280"));
    assert!(shown.says("Target a month: $280, now $200."), "{:?}", shown.all("#plan"));
}

#[tokio::test]
async fn the_first_answer_is_read_and_more_of_the_same_counts_at_once() {
    let (mut app, link) = a_published_start().await;
    app.in_days(days_to_the_first_question()).await;
    assert!(app.get("/paths/ai-tools/starts").await.says("Answered0 of 1"));
    assert!(app.get(&link).await.says("3 months on: how does it go?"));

    let told = tell(&mut app, &link, ["yes", "120", "20", "60"], &[]).await;
    assert_eq!(
        (told.status, told.location()),
        (StatusCode::SEE_OTHER, link.as_str()),
        "{:?}",
        told.all(".err")
    );
    let shown = page(&mut app).await;
    assert_eq!(shown.all(".page-head .out"), ["Nothing yet"]);
    assert!(shown.all("#updates").is_empty());
    assert!(app.get("/paths/ai-tools/starts").await.says("Answered0 of 1"));
    assert!(app.get(&link).await.says("Until then nothing of it is public"));

    judge_answers(&app.state.db, true).await;
    let shown = page(&mut app).await;
    assert_eq!(shown.all(".page-head .out"), ["Earning"]);
    assert!(shown.all("#updates table").concat().contains("$120") && !shown.says("Not read yet"));
    assert!(app.get("/paths/ai-tools/starts").await.says("Answered1 of 1"));
    let own = app.get(&link).await;
    assert!(own.all("h2#updates + p").concat().contains("6 months on"), "{:?}", own.all("main"));

    let (earned, months): (bool, i16) =
        sqlx::query_as("select months_to_first_income is not null, followed_up_months from experiences")
            .fetch_one(&app.database.pool())
            .await
            .unwrap();
    assert_eq!((earned, months), (true, 3));

    app.in_days(220).await;
    tell(&mut app, &link, ["yes", "90", "10", "60"], &[]).await;
    let shown = page(&mut app).await;
    assert!(shown.all("#updates table").concat().contains("$90"), "{:?}", shown.all("#updates"));
    assert_eq!(shown.all("#updates .few"), ["Not read yet"]);
    assert!(app.get(&link).await.says("Counted, not read yet"));
    let log = app.get("/log?kind=update").await.all("tbody tr").concat();
    assert!(log.contains("Nobody yet") && log.contains("Counted, not read yet"), "{log}");
    assert!(app.get("/feeds/log.atom").await.body.contains("Counted, not read yet"));
}

#[tokio::test]
async fn an_answer_moves_the_curve_and_erasing_takes_it_back() {
    let (mut app, link) = a_published_start().await;
    let db = app.database.pool();
    for n in 0..24 {
        let other = an_experience().on("ai-tools").monthly(if n < 12 { 100 } else { 0 });
        let gave_up = |report: &mut Report| {
            report.kind = Kind::RegisteredStart;
            if n >= 12 {
                report.when.status = Status::StoppedBeforeIncome;
                report.when.stopped_on = Some(report.when.started_on);
            }
        };
        other.with(gave_up).publish(&db).await;
    }
    app.in_days(125).await;
    assert_eq!(
        curve(&mut app).await,
        ["25", "3", "0.5200", "0.0000", "12"],
        "nobody knows how the last one fared"
    );
    tell(&mut app, &link, ["yes", "0", "20", "60"], &[]).await;
    assert_eq!(curve(&mut app).await, ["25", "3", "0.5200", "0.0000", "12"], "nobody has read it");
    judge_answers(&app.state.db, true).await;
    assert_eq!(curve(&mut app).await, ["25", "3", "0.4800", "0.0400", "13"], "one is known to try still");
    app.post(&format!("{link}/erase"), &[]).await;
    assert_eq!(curve(&mut app).await, ["24", "3", "0.5000", "0.0000", "12"]);
}

/// The last corner of the curve of a path's starts: people, month, the share that had earned and that still tried, and how
/// many were still counted.
async fn curve(app: &mut TestApp) -> Vec<String> {
    let told = app.get("/paths/ai-tools/figures/wait.csv").await;
    let last = told.body.lines().rfind(|line| line.starts_with("registered")).expect("a curve");
    let cells: Vec<&str> = last.split(',').collect();
    [1, 2, 3, 7, 8].map(|column| cells[column].to_owned()).to_vec()
}

#[tokio::test]
async fn a_jump_waits_for_a_moderator_and_then_counts() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "9000", "20", "60"], &[]).await;
    assert_eq!(page(&mut app).await.all(".page-head .out"), ["Nothing yet"]);
    assert!(app.get(&link).await.says("Waiting for a moderator"));

    let db = app.database.pool();
    let item: ItemId =
        sqlx::query_scalar("select id from review_items where kind = 'update'").fetch_one(&db).await.unwrap();
    let mut mara = app.moderator("mara").await;
    let screen = format!("/admin/items/{item}/update-answer");
    assert!(mara.get(&format!("/admin/items/{item}")).await.says("$9,000"));
    let unclaimed = mara.post(&screen, &[("version", "1"), ("verdict", "accept")]).await;
    assert_eq!(unclaimed.status, StatusCode::CONFLICT);
    let version = mara.claim(item).await;
    let unsaid = mara.post(&screen, &[("version", &version), ("verdict", "refuse")]).await;
    assert_eq!((unsaid.status, unsaid.all(".err").len()), (StatusCode::UNPROCESSABLE_ENTITY, 2));
    let stale = mara.post(&screen, &[("version", "99"), ("verdict", "accept")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let fields = [
        ("version", version.as_str()),
        ("verdict", "accept"),
        ("reason", "numbers_inconsistent"),
        ("message", "Left over from a refusal."),
    ];
    let counted = mara.post(&screen, &fields).await;
    assert_eq!(counted.location(), "/admin?done=counted");
    assert!(mara.get(counted.location()).await.says("The last update counts now."));
    assert!(
        !app.get(&link).await.says("Left over from a refusal."),
        "a refusal's words go with no other ruling"
    );
    let logged: i64 = sqlx::query_scalar("select count(*) from moderation_events where kind = 'update'")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(logged, 1);
    assert_eq!(page(&mut app).await.all(".page-head .out"), ["Earning"]);
}

#[tokio::test]
async fn an_answer_that_does_not_count_appears_in_the_log_with_its_week() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "30000", "20", "60"], &[]).await;
    let db = app.database.pool();
    let item: ItemId =
        sqlx::query_scalar("select id from review_items where kind = 'update'").fetch_one(&db).await.unwrap();
    let mut mara = app.moderator("mara").await;
    let version = mara.claim(item).await;
    let why = [
        ("version", version.as_str()),
        ("verdict", "refuse"),
        ("reason", "numbers_inconsistent"),
        ("message", "Too much."),
    ];
    assert_eq!(
        mara.post(&format!("/admin/items/{item}/update-answer"), &why).await.location(),
        "/admin?done=not_counted"
    );
    assert_eq!(page(&mut app).await.all(".page-head .out"), ["Nothing yet"]);
    assert!(app.get(&link).await.says("Too much."));
    let logged: (Option<i64>, Vec<String>, String, bool) = sqlx::query_as(
        "select experience_id, reason_codes, outcome_class, public_from > now() from moderation_events where kind = 'update'",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(logged, (None, vec!["numbers_inconsistent".to_owned()], "2000_plus".to_owned(), true));
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_it_and_every_word_is_kept() {
    let (mut app, link) = a_published_start().await;
    app.in_days(100).await;
    let answers = ["", "lots", "-1", "99999"];
    let told = tell(&mut app, &link, answers, &[("note", "see www.example.org \0")]).await;
    assert_eq!((told.status, told.all(".err").len()), (StatusCode::UNPROCESSABLE_ENTITY, 5));
    assert_eq!(told.attributes("#revenue", "value"), ["lots"]);
    let twice = app.get(&format!("{link}/update")).await.attributes("[name=form_key]", "value").remove(0);
    let form =
        [("still_doing", "stopped"), ("revenue", "0"), ("costs", "5"), ("hours", "9"), ("form_key", &twice)];
    for _ in 0..2 {
        assert_eq!(app.post(&format!("{link}/update"), &form).await.status, StatusCode::SEE_OTHER);
    }
    let kept: i64 = sqlx::query_scalar("select count(*) from experience_updates")
        .fetch_one(&app.database.pool())
        .await
        .unwrap();
    assert_eq!(kept, 1);
    judge_answers(&app.state.db, true).await;
    assert_eq!(page(&mut app).await.all(".page-head .out"), ["Stopped with nothing"]);
}

#[tokio::test]
async fn silence_becomes_unknown_and_an_amendment_keeps_what_was_told() {
    let (mut app, link) = a_published_start().await;
    app.in_days(250).await;
    let db = app.database.pool_in_days(250).await;
    experiences::silence::note(&db, None).await.unwrap();
    assert!(page(&mut app).await.says("Status unknown since"));
    assert!(app.get("/experiences?freshness=unknown").await.says("A checker for building specifications"));
    assert!(app.get("/paths/ai-tools/starts").await.says("unknown since then"));

    tell(&mut app, &link, ["yes", "100", "0", "50"], &[]).await;
    experiences::silence::note(&db, None).await.unwrap();
    assert!(page(&mut app).await.says("Status unknown since"), "nobody has read it");
    judge_answers(&db, true).await;
    assert!(!page(&mut app).await.says("Status unknown since"));
    a_start().with("in_open_data", "yes").with("target_monthly", "90").amend(&mut app, &link).await;
    approve(&app.database.pool()).await;
    assert_eq!(page(&mut app).await.all(".page-head .out"), ["Earning"]);
}

#[tokio::test]
async fn how_long_an_edge_lasted_is_asked_until_it_is_known() {
    let (mut app, link) = a_published_start().await;
    app.in_days(125).await;
    let refused = tell(&mut app, &link, ["yes", "100", "0", "50"], &[("months_until_copied", "40")]).await;
    assert_eq!(refused.attributes("#months_until_copied", "value"), ["40"]);
    assert!(refused.says("or fewer; you entered 40"), "{:?}", refused.all(".err"));
    tell_read(&mut app, &link, ["yes", "100", "0", "50"], &[("months_until_copied", "2")]).await;
    let known: Vec<(Option<i16>, Option<i16>)> =
        sqlx::query_as("select months_until_copied, months_until_halved from experiences")
            .fetch_all(&app.database.pool())
            .await
            .unwrap();
    assert_eq!(known, [(Some(2), None)]);
    let asked = app.get(&format!("{link}/update")).await;
    assert_eq!(asked.attributes("details input[name^=months_until]", "name"), ["months_until_halved"]);
}

#[tokio::test]
async fn the_calendar_holds_the_dates_and_the_link_only_if_asked() {
    let (mut app, link) = a_published_start().await;
    let file = app.get(&format!("{link}/follow-ups.ics")).await;
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 4);
    let secret = link.trim_start_matches("/m/");
    let unfolded = |answer: &Answer| answer.body.replace("\r\n ", "");
    assert!(!unfolded(&file).contains(secret));
    assert!(unfolded(&app.get(&format!("{link}/follow-ups.ics?with=link")).await).contains(secret));
}

#[tokio::test]
async fn nothing_of_an_erased_report_is_left_anywhere() {
    let (mut app, link) = a_published_start().await;
    let db = app.database.pool();
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "7001", "20", "60"], &[("note", "Zanzibar told me so.")]).await;
    let held = app.get(&format!("{link}/data.json")).await;
    assert!(held.body.contains("Zanzibar") && held.body.contains("A checker for building"));
    assert_eq!(held.headers["cache-control"], "no-store");
    assert!(!held.body.contains("secret_hash"));

    app.post(&format!("{link}/erase"), &[]).await;
    assert_eq!(app.get(&link).await.status, StatusCode::NOT_FOUND);
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    for table in tables {
        let words = "Zanzibar|A checker for building|FB-[0-9A-Z]{5}-";
        let sql = format!("select count(*) from {table} t where t::text ~ '{words}'");
        let left: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&db).await.unwrap();
        assert_eq!(left, 0, "{table}");
    }
    for page in ["/experiences", "/paths/ai-tools/starts", "/feeds/experiences.atom", "/data/experiences.csv"]
    {
        assert!(!app.get(page).await.body.contains("A checker for building"), "{page}");
    }
}

#[tokio::test]
async fn only_what_is_published_is_followed_up() {
    let mut app = TestApp::new().await;
    let link = a_submission().send(&mut app).await;
    assert_eq!(app.get(&format!("{link}/update")).await.location(), link);
    assert_eq!(app.post(&format!("{link}/update"), &[("still_doing", "yes")]).await.location(), link);
}

/// $3,800 for no hour at all went live, as did $3,800 for one.
#[tokio::test]
async fn income_without_hours_is_refused_at_its_field_and_what_an_hour_cannot_pay_waits_for_two() {
    let (mut app, link) = a_published_start().await;
    let db = app.database.pool();
    app.in_days(125).await;
    for hours in ["0", "0.00", "0,0", ""] {
        let refused = tell(&mut app, &link, ["yes", "3800", "20", hours], &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{hours}");
        assert_eq!(refused.all(".err").len(), 1, "{hours}");
        assert_eq!(refused.attributes("#revenue", "value"), ["3800"], "{hours}");
        assert_eq!(refused.attributes("#hours", "value"), [hours]);
    }
    let by_force = "insert into experience_updates (submission_id, number, form_key_hash, as_of, still_doing, revenue, costs,
                        currency, hours, via, state) values (1, 1, 'x', now(), 'yes', 100, 0, 'USD', 0, 'link', 'live')";
    let refused = sqlx::query(by_force).execute(&db).await.unwrap_err().to_string();
    assert!(refused.contains("income without an hour"), "{refused}");

    tell(&mut app, &link, ["yes", "3800", "20", "1"], &[]).await;
    moderation::examine_waiting(&db).await.unwrap();
    let (state, by_two, rules): (String, bool, String) = sqlx::query_as(
        "select u.state, i.needs_second_reader, i.signals::text from review_items i join experience_updates u on u.id = i.update_id",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!((state.as_str(), by_two), ("waiting", true));
    assert!(
        rules
            .contains("$3,780 an hour; while a path has few reports, two people read more than $150 an hour"),
        "{rules}"
    );
}
