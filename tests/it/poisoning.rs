//! Whoever answers for starts of their own: what of it counts, and what anybody sees, before somebody has read it.

use crate::support::{
    Answer, TestApp, a_start, a_submission, an_experience, approve, judge_answers, path_id, tell, tell_read,
    version_to_send,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use firstbucket::{
    experiences::{self, path_figures},
    figures::Certainty,
    moderation,
    reports::Status,
    values::ItemId,
};
use sqlx::{AssertSqlSafe, PgPool};
use time::OffsetDateTime;

/// What a test's requests come from, so that its word on the address is taken.
const BEHIND_A_PROXY: &str = "--trusted-proxies=0.0.0.0/32";

/// Every page, file and feed that could tell of an answer about this path.
const PUBLIC: [&str; 20] = [
    "/",
    "/paths",
    "/paths/ai-tools",
    "/paths/ai-tools/starts",
    "/paths/compare?path=ai-tools",
    "/paths/ai-tools/figures/pays.csv",
    "/paths/ai-tools/figures/ends.csv",
    "/paths/ai-tools/figures/who.csv",
    "/experiences?path=ai-tools",
    "/experiences?path=ai-tools&status=earning",
    "/experiences?sort=confirmed",
    "/log",
    "/log?kind=update",
    "/feeds/log.atom",
    "/feeds/experiences.atom",
    "/feeds/paths/ai-tools.atom",
    "/api/v1/figures?path=ai-tools",
    "/api/v1/experiences?path=ai-tools",
    "/api/v1/paths/ai-tools",
    "/data/experiences.csv",
];

async fn one<T>(db: &PgPool, sql: &str) -> T
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
{
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(db).await.unwrap()
}

/// A post from an address of its own.
async fn from(app: &TestApp, place: usize, url: &str, form: &[(&str, &str)]) -> Answer {
    let request = Request::post(url)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", format!("198.51.100.{place}"))
        .body(Body::from(serde_html_form::to_string(form).unwrap()));
    app.send(request.unwrap()).await
}

async fn answer_from(app: &mut TestApp, place: usize, link: &str, revenue: &str) -> Answer {
    let key = app.get(&format!("{link}/update")).await.attributes("[name=form_key]", "value").remove(0);
    let form =
        [("still_doing", "yes"), ("revenue", revenue), ("costs", "0"), ("hours", "60"), ("form_key", &key)];
    from(app, place, &format!("{link}/update"), &form).await
}

/// A start without a word, from an address of its own, let through by a moderator.
async fn a_wordless_start(app: &mut TestApp, place: usize) -> String {
    let start = a_start().with("in_open_data", "yes").with("headline", "").with("what_i_did", "");
    let link = start.without("if_copied").begin(app).await;
    let today = OffsetDateTime::now_utc().date();
    let (day, month) = (today.day().to_string(), u8::from(today.month()).to_string());
    let (year, next) = (today.year().to_string(), (today.year() + 1).to_string());
    let plan = [
        ("path", "ai-tools"),
        ("hours_per_week", "6"),
        ("currency", "USD"),
        ("budget", "100"),
        ("target_monthly", "300"),
        ("stop_if_below", "50"),
        ("stop_by_month", "12"),
        ("stop_by_year", &next),
        ("start_day", &day),
        ("start_month", &month),
        ("start_year", &year),
        ("background", "construction_engineering"),
        ("years_in_field", "10+"),
        ("audience_before", "none"),
        ("region", "asia"),
        ("sells_on_topic", "no"),
        ("own", "yes"),
        ("in_open_data", "yes"),
    ];
    assert_eq!(app.post(&format!("{link}/plan"), &plan).await.location(), format!("{link}/check"));
    let version = version_to_send(app, &link).await;
    let sent = from(app, place, &format!("{link}/send"), &[("version", &version)]).await;
    assert_eq!(sent.location(), format!("{link}/sent"));
    approve(&app.state.db).await;
    link
}

/// Each public page as it is now, with what a cache would know it by.
async fn all_that_is_public(app: &mut TestApp) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for url in PUBLIC {
        let page = app.get(url).await;
        assert_eq!(page.status, StatusCode::OK, "{url}");
        let tag = page.headers.get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        let kept = page.body.lines().filter(|line| !line.contains("<updated>") || line.contains("/log/"));
        pages.push((format!("{url} {tag:?}"), kept.collect::<Vec<_>>().join("\n")));
    }
    pages
}

fn assert_same(before: &[(String, String)], after: &[(String, String)]) {
    for (before, after) in before.iter().zip(after) {
        assert!(before == after, "{} is not as it was: {}", before.0, first_difference(&before.1, &after.1));
    }
}

fn first_difference<'a>(one: &'a str, other: &'a str) -> &'a str {
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    lines.map_or("", |(_, other)| other)
}

/// How sure the site is of the path, how many reports its figures rest on, how many of those never earned, and the best
/// grade of a start.
async fn standing(app: &TestApp) -> (Certainty, usize, usize, String) {
    let db = &app.state.db;
    let figures = path_figures::of_path(db, path_id(db, "ai-tools").await).await.unwrap();
    let strata = &figures.strata;
    let never = [&strata.told, &strata.registered.known].map(|kind| kind.count(|month| !month.earned));
    let grades = "select coalesce(min(grade), '') from experiences where kind = 'registered_start'";
    (figures.ladder().certainty, figures.amounts().n(), never.iter().sum(), one(db, grades).await)
}

#[tokio::test]
async fn eighty_answers_to_forty_starts_move_nothing_before_they_are_read_and_lift_nothing_after() {
    let mut app = TestApp::with(&["--demo", BEHIND_A_PROXY]).await;
    let db = app.database.pool();
    for n in 0..60 {
        an_experience().on("ai-tools").monthly(if n < 28 { 0 } else { 40 }).publish(&db).await;
    }
    let mut links = Vec::new();
    for place in 0..40 {
        links.push(a_wordless_start(&mut app, place).await);
    }
    assert_eq!(standing(&app).await, (Certainty::VeryLow, 60, 28, "E".into()));

    app.in_days(125).await;
    let before = all_that_is_public(&mut app).await;
    for (place, link) in links.iter().enumerate() {
        let told = answer_from(&mut app, place, link, "300").await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
    }
    experiences::silence::note(&app.state.db, None).await.unwrap();
    experiences::regrade_due(&app.state.db).await.unwrap();
    assert_same(&before, &all_that_is_public(&mut app).await);
    assert_eq!(standing(&app).await, (Certainty::VeryLow, 60, 28, "E".into()), "forty answers, unread");

    app.in_days(216).await;
    let before = all_that_is_public(&mut app).await;
    let again = answer_from(&mut app, 0, &links[0], "870").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "one waits at a time");
    assert_eq!(again.attributes("#revenue", "value"), ["870"]);
    assert_same(&before, &all_that_is_public(&mut app).await);

    let mut mara = app.moderator("mara").await;
    let desk = mara.get("/admin?kind=update").await;
    assert!(desk.says("40 waiting"), "{:?}", desk.all("main p"));
    let newest: i64 = one(&db, "select max(id) from experiences").await;
    let other = an_experience().on("consulting").publish(&app.state.db).await;
    assert_eq!(other.0, newest + 1, "numbers of public pages tell of no answer");

    // Somebody reads them and finds nothing wrong.
    judge_answers(&app.state.db, true).await;
    assert_eq!(standing(&app).await, (Certainty::VeryLow, 100, 28, "E".into()), "forty answers, read");
    let path = app.get("/paths/ai-tools").await;
    assert!(path.says("Of 100 counted, 100 read by a moderator, 0 with documents checked"));

    let before = all_that_is_public(&mut app).await;
    for (place, link) in links.iter().enumerate() {
        let told = answer_from(&mut app, place, link, "870").await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
    }
    experiences::regrade_due(&app.state.db).await.unwrap();
    assert_same(&before, &all_that_is_public(&mut app).await);
    judge_answers(&app.state.db, true).await;
    experiences::regrade_due(&app.state.db).await.unwrap();
    assert_eq!(standing(&app).await, (Certainty::VeryLow, 100, 28, "E".into()), "eighty answers, read");

    let addresses: (i64, i64) = sqlx::query_as("select count(*), count(distinct number) from answer_origins")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(addresses, (80, 40), "where they came from is noted as of reports");
}

#[tokio::test]
async fn an_outcome_does_not_change_before_somebody_has_read_the_answer() {
    for (first, then, public) in [
        (["yes", "0", "0", "60"], ["yes", "270", "0", "60"], ["Nothing yet", "Earning"]),
        (["stopped", "0", "0", "60"], ["yes", "270", "0", "60"], ["Stopped with nothing", "Earning"]),
        (["yes", "270", "0", "60"], ["stopped", "0", "0", "60"], ["Earning", "Earned, then stopped"]),
        (["yes", "0", "0", "60"], ["stopped", "0", "0", "10"], ["Nothing yet", "Stopped with nothing"]),
        (["yes", "270", "0", "60"], ["yes", "0", "400", "60"], ["Earning", "Paused"]),
    ] {
        let mut app = TestApp::with(&["--demo"]).await;
        let link = a_start().with("in_open_data", "yes").send(&mut app).await;
        approve(&app.database.pool()).await;
        for n in 0..5 {
            an_experience().on("ai-tools").monthly(if n < 2 { 0 } else { 40 }).publish(&app.state.db).await;
        }
        app.in_days(125).await;
        tell_read(&mut app, &link, first, &[]).await;
        app.in_days(220).await;
        let before = all_that_is_public(&mut app).await;
        let told = tell(&mut app, &link, then, &[]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{:?}", told.all(".err"));
        assert_same(&before, &all_that_is_public(&mut app).await);
        assert!(app.get(&link).await.says("Until then nothing of it is public"));
        let status = "select status from experiences where kind = 'registered_start'";
        let label = |word: String| {
            firstbucket::values::ClosedList::label(
                <Status as firstbucket::values::ClosedList>::from_word(&word).unwrap(),
            )
        };
        assert_eq!(label(one(&app.state.db, status).await), public[0], "{then:?}");
        judge_answers(&app.state.db, true).await;
        assert_eq!(label(one(&app.state.db, status).await), public[1], "{then:?}");
        assert_ne!(before, all_that_is_public(&mut app).await);
    }
}

#[tokio::test]
async fn figures_say_how_many_of_their_reports_were_read() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().with("in_open_data", "yes").send(&mut app).await;
    approve(&app.database.pool()).await;
    for n in 0..5 {
        an_experience().on("ai-tools").monthly(if n < 2 { 0 } else { 40 }).publish(&app.state.db).await;
    }
    app.in_days(125).await;
    tell_read(&mut app, &link, ["yes", "120", "20", "60"], &[]).await;
    app.in_days(220).await;
    assert!(
        app.get("/paths/ai-tools")
            .await
            .says("Of 6 counted, 6 read by a moderator, 0 with documents checked")
    );
    tell(&mut app, &link, ["yes", "90", "10", "60"], &[]).await;
    let said = "Of 6 counted, 5 read by a moderator, 0 with documents checked";
    for page in ["/paths/ai-tools", "/paths/compare?path=ai-tools", "/experiences?path=ai-tools"] {
        assert!(app.get(page).await.says(said), "{page}");
    }
    let figures = app.get("/api/v1/figures?path=ai-tools").await.body;
    assert!(figures.contains(r#""in_figures":6,"read_by_moderator":5,"documents_checked":0"#), "{figures}");
    let reports = app.get("/api/v1/experiences?path=ai-tools").await.body;
    assert_eq!(reports.matches(r#""was_read":false"#).count(), 1, "{reports}");
    let who = app.get("/paths/ai-tools/figures/who.csv").await.body;
    for counts in ["registered,true,1,0,0,", "told,true,5,5,0,"] {
        assert!(
            who.lines().any(|line| line.starts_with(counts)),
            "the one that registered was not read: {who}"
        );
    }
    let ends = app.get("/paths/ai-tools/figures/ends.csv").await.body;
    let earning = ends.lines().find(|line| line.starts_with("told,\"Earning\",3,5,")).unwrap();
    assert!(earning.contains(",3,0,"), "of those told afterwards all were read: {ends}");

    // A moderator who reads the next one has this one before them.
    app.in_days(400).await;
    tell(&mut app, &link, ["stopped", "0", "0", "60"], &[]).await;
    let item: ItemId = one(&app.state.db, "select max(id) from review_items").await;
    let mut mara = app.moderator("mara").await;
    let version = mara.claim(item).await;
    let desk = mara.get(&format!("/admin/items/{item}")).await;
    assert!(
        desk.says("Counted, not read yet") && desk.says("What was told before it"),
        "{:?}",
        desk.all("main")
    );
    let ruling = [("version", version.as_str()), ("verdict", "accept")];
    let done = mara.post(&format!("/admin/items/{item}/update-answer"), &ruling).await;
    assert_eq!(done.location(), "/admin?done=counted");
    assert!(app.get("/paths/ai-tools").await.says("Of 6 counted, 6 read by a moderator"));
}

#[tokio::test]
async fn an_answer_that_needs_two_readers_counts_with_the_second() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().with("in_open_data", "yes").send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(125).await;
    let note = "Write to me at mo@shop.example.";
    tell(&mut app, &link, ["yes", "120", "20", "60"], &[("note", note)]).await;
    let db = app.state.db.clone();
    let item: ItemId =
        one(&db, "update review_items set needs_second_reader = true where kind = 'update' returning id")
            .await;
    let url = format!("/admin/items/{item}/update-answer");
    let (mut mara, mut tomas) = (app.moderator("mara").await, app.moderator("tomas").await);
    for (who, done, state) in
        [(&mut mara, "/admin?done=approved_first", "waiting"), (&mut tomas, "/admin?done=counted", "live")]
    {
        let version = who.claim(item).await;
        let desk = who.get(&format!("/admin/items/{item}")).await;
        assert!(
            desk.says("“mo@shop.example” in In words") || desk.says("Points to an outside place"),
            "{:?}",
            desk.all(".flags")
        );
        let decided = who.post(&url, &[("version", &version), ("verdict", "accept")]).await;
        assert_eq!(decided.location(), done);
        assert_eq!(one::<String>(&db, "select state from experience_updates").await, state);
    }
    let logged: Vec<String> =
        sqlx::query_scalar("select action from moderation_events order by id").fetch_all(&db).await.unwrap();
    assert_eq!(logged, ["second_reader_asked", "approved"]);
}

#[tokio::test]
async fn several_answers_from_one_address_are_read_first() {
    let mut app = TestApp::with(&["--demo", BEHIND_A_PROXY]).await;
    let mut links = Vec::new();
    for _ in 0..3 {
        links.push(a_start().with("in_open_data", "yes").send(&mut app).await);
        approve(&app.database.pool()).await;
    }
    app.in_days(125).await;
    for (place, link) in links.iter().enumerate() {
        answer_from(&mut app, place, link, "120").await;
    }
    judge_answers(&app.state.db, true).await;
    app.in_days(220).await;
    for link in &links {
        answer_from(&mut app, 77, link, "90").await;
    }
    let states = "select string_agg(state, ' ' order by id) from experience_updates";
    assert_eq!(one::<String>(&app.state.db, states).await, "live live live live live waiting");
}

#[tokio::test]
async fn an_answer_that_waits_lifts_no_grade() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_submission().send(&mut app).await;
    approve(&app.database.pool()).await;
    let db = app.database.pool();
    let begun = "update submissions set created_at = created_at - interval '40 days', link_used_on = null";
    sqlx::query(begun).execute(&db).await.unwrap();
    app.in_days(40).await;
    tell(&mut app, &link, ["yes", "700", "0", "9"], &[]).await;
    experiences::regrade_due(&app.state.db).await.unwrap();
    assert_eq!(one::<String>(&db, "select grade from experiences").await, "E", "nobody has read it");
    judge_answers(&app.state.db, true).await;
    assert_eq!(one::<String>(&db, "select grade from experiences").await, "D");
}

#[tokio::test]
async fn an_answer_to_a_hidden_report_is_examined_once() {
    let mut app = TestApp::with(&["--demo"]).await;
    let link = a_start().with("in_open_data", "yes").send(&mut app).await;
    approve(&app.database.pool()).await;
    app.in_days(125).await;
    tell(&mut app, &link, ["yes", "120", "20", "60"], &[]).await;
    let db = app.state.db.clone();
    sqlx::query("update submissions set state = 'hidden'").execute(&db).await.unwrap();
    moderation::examine_waiting(&db).await.unwrap();
    let examined = "select examined_at is not null from review_items where kind = 'update'";
    assert!(one::<bool>(&db, examined).await, "or it would be taken up again each minute");
}
