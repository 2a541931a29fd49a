//! Whoever only looks at a private page changes nothing by it: messengers, mail scanners and browsers open links by
//! themselves. What counts is what somebody sends under the link.

use crate::support::{MailServer, SomebodyElse, TestApp, a_submission};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use firstbucket::{app, experiences, tasks, values::ItemId, web::Access};
use sqlx::PgPool;

/// What opens links without a person who asks for it: the method, and a header with what it says.
const ROBOTS: [(&str, &str, &str); 12] = [
    ("HEAD", "user-agent", "curl/8.5.0"),
    ("HEAD", "user-agent", "WhatsApp/2.23.20.0 A"),
    ("GET", "user-agent", "TelegramBot (like TwitterBot)"),
    ("GET", "user-agent", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
    ("GET", "user-agent", "facebookexternalhit/1.1"),
    ("GET", "user-agent", "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)"),
    ("GET", "user-agent", "LinkedInBot/1.0"),
    ("GET", "sec-purpose", "prefetch"),
    ("GET", "sec-purpose", "prefetch;prerender"),
    ("GET", "purpose", "prefetch"),
    ("GET", "x-moz", "prefetch"),
    // A mail scanner calls itself a browser.
    ("GET", "user-agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"),
];

/// What every table holds, but for the counts that limits are kept by and the figures that are worked out when they are first read.
async fn everything(db: &PgPool) -> Vec<(String, String)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all ($1)
         order by table_name",
    )
    .bind(["rate_limits", "sealed_keys", "path_figures", "figures_due"])
    .fetch_all(db)
    .await
    .unwrap();
    let mut all = Vec::new();
    for table in tables {
        let rows =
            format!("select coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') from {table} t");
        all.push((table, sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_one(db).await.unwrap()));
    }
    all
}

/// A published report that its author began ten days ago.
async fn an_old_report(app: &mut TestApp, mara: &mut SomebodyElse) -> String {
    let db = app.database.pool();
    let link = a_submission().with("email", "kai@example.org").with("may_contact", "yes").send(app).await;
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    let version = mara.claim(item).await;
    mara.previewed(&format!("/admin/items/{item}/approval"), &[("version", &version)]).await;
    begun_ago(&db, 10).await;
    link
}

async fn begun_ago(db: &PgPool, days: i32) {
    let earlier =
        "update submissions set created_at = now() - make_interval(days => $1), link_used_on = null";
    sqlx::query(earlier).bind(days).execute(db).await.unwrap();
}

async fn grade(db: &PgPool) -> String {
    experiences::regrade_due(db).await.unwrap();
    sqlx::query_scalar("select grade from experiences").fetch_one(db).await.unwrap()
}

/// A flag on the first report; gives its private link.
async fn a_flag(app: &mut TestApp) -> String {
    let key = app.values_at("/flag/experience/1", "[name=form_key]").await.concat();
    let words = "The hours and the weeks cannot both be right.";
    let form = [("form_key", key.as_str()), ("reason", "figures_wrong"), ("words", words)];
    app.post("/flag/experience/1", &form).await.location().to_owned()
}

#[tokio::test]
async fn a_look_at_a_private_page_changes_no_row_whoever_looks() {
    let server = MailServer::start().await;
    let flags = server.flags();
    let mut app = TestApp::with(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let published = an_old_report(&mut app, &mut mara).await;
    tasks::run_all(&app.state).await.unwrap();
    let words = server.letters().last().unwrap().words.clone();
    let letter = words.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:3000/mail/")).unwrap();
    let links = [published, a_submission().begin(&mut app).await, a_submission().send(&mut app).await];
    let flag = a_flag(&mut app).await;
    let invited = app.invited("tomas").await;
    let routes = app::routes();
    let private = routes.listed().iter().filter(|route| {
        route.method == "GET" && (route.access == Access::PrivateLink || route.path.contains("{token}"))
    });
    let mut pages = Vec::new();
    for route in private {
        match route.path.split_once('}') {
            Some(("/m/{secret", page)) => pages.extend(links.iter().map(|link| format!("{link}{page}"))),
            Some(("/f/{secret", page)) => pages.push(format!("{flag}{page}")),
            Some(("/mail/{letter", _)) => {
                pages.push(route.path.replace("{letter}/{secret}", letter));
            }
            _ => pages.push(invited.clone()),
        }
    }
    assert!(pages.len() > 40, "{pages:?}");
    begun_ago(&db, 10).await;

    let before = everything(&db).await;
    for page in &pages {
        for (method, header, says) in ROBOTS {
            let request = Request::builder().method(method).uri(page.as_str()).header(header, says);
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            // Only what is published stands somewhere among others.
            let is_there = matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER);
            assert!(is_there || page.ends_with("/standing"), "{method} {page}: {}", answer.status);
        }
        assert_eq!(everything(&db).await, before, "{page}");
    }
    assert_eq!(grade(&db).await, "E");
}

#[tokio::test]
async fn who_has_nothing_to_change_says_so_by_one_press_and_it_counts_once_a_day() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let link = an_old_report(&mut app, &mut mara).await;
    let here = format!("{link}/here");
    let offers = async |app: &mut TestApp| app.get(&link).await.attributes("form", "action").contains(&here);

    begun_ago(&db, 6).await;
    assert!(!offers(&mut app).await, "it would change nothing");
    begun_ago(&db, 10).await;
    assert!(offers(&mut app).await);
    assert_eq!(grade(&db).await, "E", "looking changed nothing");
    assert_eq!(app.post(&here, &[]).await.location(), link);

    assert_eq!(grade(&db).await, "D");
    assert!(!offers(&mut app).await);
    assert!(
        app.get("/experiences/1")
            .await
            .says("The author came back 10 days later and sent something under the private link.")
    );
    let pressed = everything(&db).await;
    app.post(&here, &[]).await;
    assert_eq!(everything(&db).await, pressed, "the second of a day changes nothing");
    let rule = app.get("/method").await;
    assert!(rule.says("Opening the link does not count"));
}

#[tokio::test]
async fn a_report_that_is_saved_answered_or_given_a_new_link_a_week_later_is_grade_d() {
    for page in ["what", "update", "new-link", "forget-address"] {
        let mut app = TestApp::new().await;
        let mut mara = app.moderator("mara").await;
        let link = an_old_report(&mut app, &mut mara).await;
        assert!(app.post(&format!("{link}/{page}"), &[]).await.status.as_u16() < 500);
        assert_eq!(grade(&app.database.pool()).await, "D", "{page}");
    }
}

#[tokio::test]
async fn a_draft_is_kept_by_a_press_and_not_by_a_look() {
    let mut app = TestApp::with(&["--demo"]).await;
    let db = app.database.pool();
    let link = a_submission().begin(&mut app).await;
    begun_ago(&db, 80).await;
    app.get(&link).await;
    assert_eq!(app.post(&format!("{link}/here"), &[]).await.location(), link);
    let kept: bool = sqlx::query_scalar("select link_used_on >= current_date - 1 from submissions")
        .fetch_one(&db)
        .await
        .unwrap();
    assert!(kept);
    begun_ago(&db, 91).await;
    app.get(&link).await;
    tasks::run_all(&app.state).await.unwrap();
    assert_eq!(app.get(&link).await.status, StatusCode::NOT_FOUND, "a look has not kept it");
}
