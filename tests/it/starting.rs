//! Registering a start: one page, and what is made of it.

use crate::support::{Answer, TestApp, a_start, an_experience, approve, send};
use axum::http::StatusCode;
use firstbucket::{
    content, open_data,
    reports::{Report, Status, StopReason},
    values::Quarter,
};
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

/// What has to be given, and nothing else.
fn least(days_ago: i64) -> Vec<(&'static str, String)> {
    let day = OffsetDateTime::now_utc().date() - Duration::days(days_ago);
    let given = [
        ("path", "ai-tools"),
        ("hours_per_week", "6"),
        ("currency", "USD"),
        ("budget", "100"),
        ("target_monthly", "300"),
        ("stop_if_below", "50"),
        ("stop_by_month", "12"),
        ("background", "construction_engineering"),
        ("years_in_field", "10+"),
        ("audience_before", "none"),
        ("region", "asia"),
        ("sells_on_topic", "no"),
        ("own", "yes"),
    ];
    let given = given.map(|(field, value)| (field, value.to_owned()));
    let dates = [
        ("start_day", day.day().to_string()),
        ("start_month", u8::from(day.month()).to_string()),
        ("start_year", day.year().to_string()),
        ("stop_by_year", (day.year() + 2).to_string()),
    ];
    given.into_iter().chain(dates).collect()
}

async fn save(app: &mut TestApp, link: &str, answers: &[(&str, String)]) -> Answer {
    let answers: Vec<(&str, &str)> = answers.iter().map(|(field, value)| (*field, value.as_str())).collect();
    app.post(&format!("{link}/plan"), &answers).await
}

async fn one<T>(db: &PgPool, sql: &'static str) -> T
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
{
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn a_start_takes_one_page_and_no_words() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_start().begin(&mut app).await;
    let page = app.get(&format!("{link}/plan")).await;
    let today = OffsetDateTime::now_utc().date();
    assert_eq!(page.attributes("#start_day", "value"), [today.day().to_string()]);
    assert_eq!(save(&mut app, &link, &least(0)).await.location(), format!("{link}/check"));
    let check = app.get(&format!("{link}/check")).await;
    assert!(check.all(".errs").is_empty(), "{:?}", check.all(".errs"));
    assert_eq!(send(&mut app, &link).await.location(), format!("{link}/sent"));
    assert!(app.get(&link).await.says("We have your report"));

    approve(&db).await;
    let id: i64 = one(&db, "select id from experiences").await;
    let shown = app.get(&format!("/experiences/{id}")).await;
    let headline = format!("Small AI tools, 6 hours a week from {}", Quarter::of(today));
    assert_eq!(shown.all("h1"), [headline]);
    assert!(shown.all("#plan table").concat().contains("Target a month$300"));
    assert_eq!(one::<String>(&db, "select capital_band from experience_originals").await, "50_499");
    assert_eq!(one::<String>(&db, "select first_customer_channel from experiences").await, "none_yet");
    assert!(!one::<bool>(&db, "select seller from experiences").await);

    let mut changed = least(0);
    changed.retain(|(field, _)| *field != "hours_per_week");
    changed.push(("hours_per_week", "1".to_owned()));
    save(&mut app, &link, &changed).await;
    assert!(app.get(&format!("{link}/plan")).await.attributes("#headline", "value").concat().is_empty());
    send(&mut app, &link).await;
    approve(&db).await;
    let headline = format!("Small AI tools, 1 hour a week from {} {}", today.month(), today.year());
    assert_eq!(app.get(&format!("/experiences/{id}")).await.all("h1"), [headline], "it goes with the facts");

    // The same page changes it.
    assert!(
        app.get(&format!("{link}/check"))
            .await
            .attributes("dd a", "href")
            .contains(&format!("{link}/plan#budget"))
    );
    assert_eq!(app.get(&format!("{link}/plan")).await.attributes("#budget", "value"), ["100"]);
}

#[tokio::test]
async fn the_path_of_the_page_one_comes_from_is_chosen_and_its_ends_are_asked_about() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    content::load_embedded(&db).await.unwrap();
    let named: [(usize, &[StopReason]); 3] = [
        (6, &[StopReason::Costs, StopReason::NoTime]),
        (5, &[StopReason::NoTime, StopReason::CopiedOrUndercut]),
        (1, &[StopReason::LostInterest]),
    ];
    for (people, reasons) in named {
        for _ in 0..people {
            let stopped = |report: &mut Report| {
                report.when.status = Status::StoppedBeforeIncome;
                report.when.stopped_on = Some(report.when.started_on);
                report.story.stop_reasons = reasons.to_vec();
            };
            an_experience().on("ai-tools").monthly(0).with(stopped).publish(&db).await;
        }
    }
    open_data::keep_up(&db).await.unwrap();
    let start = app.get("/start?path=ai-tools").await;
    let key = start.attributes("[name=form_key]", "value").remove(0);
    let path = start.attributes("[name=path]", "value").remove(0);
    let begun =
        app.post("/share", &[("kind", "registered_start"), ("form_key", &key), ("path", &path)]).await;
    assert!(begun.location().ends_with("/plan?path=ai-tools"), "{}", begun.location());
    let page = app.get(begun.location()).await;
    assert_eq!(page.attributes("#path [selected]", "value"), ["ai-tools"]);
    assert_eq!(
        page.attributes("#what-if input", "name"),
        ["if_no_time", "if_costs", "if_no_customers"],
        "what one alone named takes the next rarest along"
    );
    assert!(page.says("11 of 12 who stopped on this path named it"), "{:?}", page.all("#what-if .hint"));
    assert!(page.says("6 of 12 who stopped on this path named it."));

    // Whoever chooses the path on the page itself is asked before it is sent.
    let link = a_start().begin(&mut app).await;
    let mut typed = least(0);
    typed.extend(["if_no_customers", "if_not_worth_it", "if_copied"].map(|field| (field, String::new())));
    let asks = save(&mut app, &link, &typed).await;
    assert_eq!(asks.location(), format!("{link}/plan?asks#what-if"));
    let page = app.get(&format!("{link}/plan?asks")).await;
    assert!(page.says("Nothing is missing."));
    assert_eq!(
        page.attributes("#what-if input", "name"),
        ["if_no_time", "if_costs", "if_no_customers"],
        "what one alone named takes the next rarest along"
    );
    typed.extend(["if_no_time", "if_costs"].map(|field| (field, String::new())));
    assert_eq!(save(&mut app, &link, &typed).await.location(), format!("{link}/check"));
}

#[tokio::test]
async fn a_path_without_reports_leads_to_its_starts_and_invites_one() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let link = a_start().send(&mut app).await;
    assert!(app.get(&link).await.attributes("a", "href").contains(&format!("{link}/follow-ups.ics")));
    approve(&db).await;
    let page = app.get("/paths/ai-tools").await;
    let links = page.attributes("main a", "href");
    for address in ["/paths/ai-tools/starts", "/start?path=ai-tools", "/feeds/paths/ai-tools.atom"] {
        assert!(links.iter().any(|link| link == address), "{address}");
    }
    assert!(app.get("/sitemap/directory.xml").await.says("/paths/ai-tools/starts"));

    let share = app.get("/share?path=ai-tools").await;
    let key = share.attributes("[name=form_key]", "value").remove(0);
    let door = [("kind", "told_afterwards"), ("form_key", &key), ("path", "ai-tools")];
    let begun = app.post("/share", &door).await;
    assert!(begun.location().ends_with("/what?path=ai-tools"), "{}", begun.location());
    assert_eq!(app.get(begun.location()).await.attributes("#path [selected]", "value"), ["ai-tools"]);
}

#[tokio::test]
async fn asking_about_another_path_keeps_every_word() {
    let mut app = TestApp::new().await;
    let link = a_start().begin(&mut app).await;
    let answers = [
        ("path", "consulting".to_owned()),
        ("hours_per_week", "lots".to_owned()),
        ("then", "plan".to_owned()),
    ];
    assert_eq!(save(&mut app, &link, &answers).await.location(), format!("{link}/plan#what-if"));
    let page = app.get(&format!("{link}/plan")).await;
    assert_eq!(page.attributes("#hours_per_week", "value"), ["lots"]);
    assert_eq!(page.attributes("#path [selected]", "value"), ["consulting"]);
}

#[tokio::test]
async fn a_start_lies_31_days_back_at_most_and_may_be_told_afterwards_instead() {
    let mut app = TestApp::new().await;
    let link = a_start().begin(&mut app).await;
    assert_eq!(save(&mut app, &link, &least(31)).await.status, StatusCode::SEE_OTHER);
    let late = save(&mut app, &link, &least(32)).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("up to 31 days back") && late.says("Tell it afterwards instead"));
    let mut afterwards = least(32);
    afterwards.push(("kind", "told_afterwards".to_owned()));
    assert_eq!(save(&mut app, &link, &afterwards).await.location(), format!("{link}/when"));
    assert_eq!(app.get(&format!("{link}/plan")).await.location(), format!("{link}/what"));
    assert_eq!(save(&mut app, &link, &[]).await.location(), format!("{link}/what"), "and takes nothing away");
    assert_eq!(app.get(&format!("{link}/when")).await.attributes("#start_year", "value").len(), 1);
}

#[tokio::test]
async fn everything_that_is_missing_is_said_at_once() {
    let mut app = TestApp::new().await;
    let link = a_start().begin(&mut app).await;
    let refused = save(&mut app, &link, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = refused.attributes(".errs a", "href");
    let needed = [
        "#path",
        "#start_day",
        "#hours_per_week",
        "#currency",
        "#budget",
        "#background",
        "#years_in_field",
        "#audience_before",
        "#region",
        "#sells_on_topic",
        "#target_monthly",
        "#stop_if_below",
        "#stop_by_month",
        "#own",
    ];
    assert_eq!(wrong, needed);
    for target in needed {
        assert_eq!(refused.attributes(target, "id").len(), 1, "{target}");
    }
    let mut in_naira = least(0);
    in_naira.retain(|(field, _)| *field != "currency");
    in_naira.push(("currency", "NGN".to_owned()));
    let refused = save(&mut app, &link, &in_naira).await;
    assert_eq!(refused.attributes(".errs a", "href"), ["#capital_band"], "only where no rate is known");
}
